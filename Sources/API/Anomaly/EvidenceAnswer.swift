import HTTPTypes
import Hummingbird
import NIOCore
import Store

extension Response {
    /// The packets of a verdict as a file.
    init(_ evidence: StoredEvidence) {
        var headers = HTTPFields()
        // The one that IANA has for capture files.
        headers[.contentType] = "application/vnd.tcpdump.pcap"
        headers[.contentDisposition] = "attachment; filename=\"\(evidence.fileName)\""
        self.init(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: evidence.pcapng)))
    }
}

extension StoredEvidence {
    /// Letters, digits, dots, hyphens and underscores.
    fileprivate var fileName: String {
        let verdict = sample.verdict
        let parts = [sample.id.map { "\($0)" }, verdict?.kind.rawValue, verdict?.entity.description]
        return (["weir"] + parts.compactMap { $0 }).joined(separator: "-").replacing(":", with: "_") + ".pcapng"
    }
}
