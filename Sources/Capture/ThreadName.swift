internal import CPcap

/// The name by which the system knows a thread.
public enum ThreadName {
    /// Names the calling thread; of `name` 15 octets are kept (prctl(2), PR_SET_NAME).
    public static func set(_ name: String) { unsafe weir_name_thread(name) }
}
