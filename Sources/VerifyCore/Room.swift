// VerifyCore
