internal import CPcap
import Glibc
import Packets

/// An interface that libpcap has opened; closed with its owner.
@safe
struct LibpcapHandle: ~Copyable {
    private let handle: OpaquePointer
    let linkType: LinkType

    /// Opens `name`; what libpcap warns of is appended to `warnings`.
    init(
        _ name: String, _ configuration: LiveCapture.Configuration, warnings: inout [String]
    ) throws(CaptureError) {
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard let handle = unsafe pcap_create(name, &message) else {
            throw .captureFailed(interface: name, reason: Self.text(message))
        }
        let type: LinkType
        do throws(CaptureError) {
            unsafe try Self.activate(handle, name, configuration, &warnings)
            guard unsafe pcap_setnonblock(handle, 1, &message) == 0 else {
                throw .captureFailed(interface: name, reason: Self.text(message))
            }
            type = LinkType(rawValue: UInt32(bitPattern: unsafe pcap_datalink(handle)))
            guard type.isSupported else {
                throw .unsupportedLinkType(source: name, number: type.rawValue)
            }
        } catch {
            unsafe pcap_close(handle)
            throw error
        }
        linkType = type
        unsafe self.handle = handle
    }

    deinit {
        unsafe pcap_close(handle)
    }

    /// Gives the handle up to a reader; `nil` if it cannot be waited on.
    consuming func reader() -> LibpcapReader? {
        let reader = unsafe LibpcapReader(handle)
        if reader != nil { discard self } else { _ = consume self }
        return reader
    }

    /// Compiles `filter` for this interface and applies it, in the kernel if it can; `name` is for the errors.
    ///
    /// Where the kernel takes VLAN tags out of frames, `vlan` and what follows it ask the kernel for the tag.
    func apply(_ filter: String, name: String) throws(CaptureError) -> PacketFilter {
        var program = unsafe bpf_program()
        guard unsafe pcap_compile(handle, &program, filter, 1, PCAP_NETMASK_UNKNOWN) == 0 else {
            throw unsafe .badFilter(filter: filter, reason: String(cString: pcap_geterr(handle)))
        }
        defer { unsafe pcap_freecode(&program) }
        guard unsafe pcap_setfilter(handle, &program) == 0 else {
            throw unsafe .captureFailed(interface: name, reason: String(cString: pcap_geterr(handle)))
        }
        return unsafe PacketFilter(program)
    }

    /// The message that libpcap left in its error buffer.
    private static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func activate(
        _ handle: OpaquePointer, _ name: String, _ configuration: LiveCapture.Configuration,
        _ warnings: inout [String]
    ) throws(CaptureError) {
        // These fail on an activated handle alone, and nanoseconds where the interface has none.
        unsafe pcap_set_snaplen(handle, Int32(configuration.snapLength))
        unsafe pcap_set_promisc(handle, configuration.isPromiscuous ? 1 : 0)
        unsafe pcap_set_timeout(handle, Int32(configuration.timeoutMilliseconds))
        unsafe pcap_set_buffer_size(handle, Int32(configuration.bufferBytes))
        unsafe pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO)
        let status = unsafe pcap_activate(handle)
        guard status != 0 else { return }
        var reason = unsafe String(cString: pcap_geterr(handle))
        if reason.isEmpty { reason = unsafe String(cString: pcap_statustostr(status)) }
        if status > 0 {
            warnings.append("\(name): \(reason)")
            return
        }
        switch status {
        case PCAP_ERROR_NO_SUCH_DEVICE: throw .noSuchInterface(name: name, existing: existingInterfaces())
        case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED:
            throw .needsRights(interface: name, reason: reason)
        case PCAP_ERROR_IFACE_NOT_UP: throw .interfaceDown(name: name)
        default: throw .captureFailed(interface: name, reason: reason)
        }
    }

    private static func existingInterfaces() -> [String] {
        guard let list = unsafe if_nameindex() else { return [] }
        defer { unsafe if_freenameindex(list) }
        var names: [String] = []
        var index = 0
        while let name = unsafe list[index].if_name {
            names.append(unsafe String(cString: name))
            index += 1
        }
        return names + ["any"]
    }
}
