/// The route table: read this first.
enum Routes {
    /// Every resource of the API, in the order of the OpenAPI document.
    static let api: [any APIResource.Type] = [
        VerificationRoutes.self,  // /api/v1/verifications
        UploadRoutes.self,  // /api/v1/uploads, /api/v1/transcripts
        BatchRoutes.self,  // /api/v1/batches
        DegreeRoutes.self,  // /api/v1/degrees
        RevocationRoutes.self,  // /api/v1/degrees/{id}/revocation
        SuspensionRoutes.self,  // /api/v1/degrees/{id}/suspension
        CorrectionRoutes.self,  // /api/v1/degrees/{id}/correction
        InstitutionRoutes.self,  // /api/v1/institutions
        KeyRoutes.self,  // /api/v1/keys, /.well-known/sehat-keys.json
        SessionRoutes.self,  // /api/v1/session
        CaseRoutes.self,  // /api/v1/cases
        CaseMoveRoutes.self,  // /api/v1/cases/{id}/moves
        CaseProposalRoutes.self,  // /api/v1/cases/{id}/proposals
        DocumentRoutes.self,  // /api/v1/documents, /api/v1/cases/{id}/files/{document}
        CartableRoutes.self,  // /api/v1/cartables
        FeedRoutes.self,  // /api/v1/feed
        DescriptionRoutes.self,  // /api/openapi.json
        OperatorRoutes.self,  // /healthz, /readyz
    ]
}
