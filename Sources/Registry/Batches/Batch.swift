import Persian
import Store
import VerifyCore

extension Registry {
    func processBatch(_ delivery: Delivery, _ run: DeliveryRun) async throws {
        throw DeliveryError.notFound
    }
}
