import Detection
import Packets

/// Writes the blacklist, or the allowlist, in a form that enforcers read.
///
/// Entries have to come in ascending order of address and then of length, both of the IPv6 form, so containers before what
/// they contain and IPv4 within ::ffff:0:0/96. Memory is O(allowlist + 128) whatever the number of entries. Overlaps are
/// taken out, and so is what the allowlist covers: a block with an allowed part is split around it. Nothing is ever listed
/// that no entry covers, nor longer than an entry says.
///
/// ```swift
/// var writer = BlocklistWriter(.nft, allowlist: allowed)
/// writer.begin(into: &octets)
/// for entry in entries { writer.append(entry, into: &octets) }
/// writer.end(into: &octets)
/// ```
public struct BlocklistWriter: Sendable {
    private let kind: BlocklistKind
    private let actions: Set<BlacklistEntry.Action>
    private var form: any BlocklistForm
    private var gaps4: AddressGaps
    private var gaps6: AddressGaps
    private var sweep4: OverlapSweep
    private var sweep6: OverlapSweep
    /// Whether the last entry was one of IPv4.
    private var isIPv4 = false
    /// Addresses and blocks written so far.
    public private(set) var written = 0

    /// A writer of one list.
    ///
    /// - Parameters:
    ///   - allowlist: What must be left out of a deny list, in any order; ignored for an allow list.
    ///   - actions: The actions whose entries are written; ignored for an allow list.
    public init(
        _ format: BlocklistFormat, list kind: BlocklistKind = .deny, allowlist: [IPPrefix] = [],
        actions: Set<BlacklistEntry.Action> = [.block]
    ) {
        self.kind = kind
        self.actions = actions
        let allowed = kind == .deny ? allowlist : []
        let form: any BlocklistForm =
            switch format {
            case .plain: PlainForm(kind: kind, allowlist: allowed)
            case .nft: NFTForm(kind: kind)
            case .ipset: IPSetForm(kind: kind)
            case .nginx: NginxForm(kind: kind)
            case .haproxy: HAProxyForm(kind: kind)
            }
        self.form = form
        gaps4 = AddressGaps(allowed.filter(\.isIPv4).map(AddressRange.init))
        gaps6 = AddressGaps(allowed.filter { !$0.isIPv4 }.map(AddressRange.init))
        sweep4 = OverlapSweep(form.mode)
        sweep6 = OverlapSweep(form.mode)
    }

    /// Appends what comes before the entries.
    public mutating func begin(into octets: inout [UInt8]) { form.begin(into: &octets) }

    /// Takes an entry, and appends what it makes certain. Entries of other actions, and those without time left, are
    /// ignored.
    public mutating func append(_ entry: ExportEntry, into octets: inout [UInt8]) {
        guard kind == .allow || actions.contains(entry.action), entry.secondsLeft ?? 1 > 0 else { return }
        let weight = form.weight(of: entry)
        if entry.prefix.isIPv4 != isIPv4 { changeFamily(at: AddressRange(entry.prefix).first, into: &octets) }
        if entry.prefix.isIPv4 {
            sweep4.add(entry, weight: weight)
            if !sweep4.parts.isEmpty { flush4(into: &octets) }
        } else {
            sweep6.add(entry, weight: weight)
            if !sweep6.parts.isEmpty { flush6(into: &octets) }
        }
    }

    /// Appends what was kept back and what closes the list. The writer is of no use afterwards.
    public mutating func end(into octets: inout [UInt8]) {
        sweep4.finish()
        flush4(into: &octets)
        sweep6.finish()
        flush6(into: &octets)
        form.end(written: written, into: &octets)
    }

    /// Writes what the family so far has left, so that each family's lines are together. A block of IPv6 around
    /// ::ffff:0:0/96 stays open.
    private mutating func changeFamily(at address: UInt128, into octets: inout [UInt8]) {
        isIPv4.toggle()
        sweep4.finish(before: address)
        flush4(into: &octets)
        sweep6.finish(before: address)
        flush6(into: &octets)
    }

    private mutating func flush4(into octets: inout [UInt8]) {
        for part in sweep4.parts {
            gaps4.forEachRest(of: part.range) { Self.write($0, true, part, &form, &written, &octets) }
        }
        sweep4.parts.removeAll(keepingCapacity: true)
    }

    private mutating func flush6(into octets: inout [UInt8]) {
        for part in sweep6.parts {
            gaps6.forEachRest(of: part.range) { Self.write($0, false, part, &form, &written, &octets) }
        }
        sweep6.parts.removeAll(keepingCapacity: true)
    }

    private static func write(
        _ range: AddressRange, _ isIPv4: Bool, _ part: OverlapSweep.Part, _ form: inout any BlocklistForm,
        _ written: inout Int,
        _ octets: inout [UInt8]
    ) {
        range.forEachBlock(isIPv4: isIPv4) { block in
            form.write(block, part, into: &octets)
            written += 1
        }
    }
}
