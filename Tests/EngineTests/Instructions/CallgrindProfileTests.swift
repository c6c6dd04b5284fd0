import Testing

@Suite struct CallgrindProfileTests {
    /// A function of the program calls itself, one of a library twice from two places, and is called by it.
    private static let text = """
        events: Ir
        summary: 148

        ob=(1) /usr/bin/program
        fl=(1) ???
        fn=(1) main
        0 20
        cfn=(1)
        calls=3 0
        0 60
        cob=(2) /lib/libc.so.6
        cfi=(2) malloc.c
        cfn=(2) malloc
        calls=4 0
        0 100
        0 5
        cob=(2)
        cfn=(2)
        calls=2 0
        0 50

        ob=(2)
        fl=(2)
        fn=(2)
        +3 120
        * 3
        cob=(1)
        cfn=(3) later
        calls=1 0
        0 7
        cfn=(4) free
        calls=1 0
        0 7

        totals: 148
        """

    private static let malloc = CallgrindProfile.Function(object: "libc.so.6", name: "malloc")
    private static let main = CallgrindProfile.Function(object: "program", name: "main")

    @Test func instructionsAreThoseOfAFunctionItself() {
        let profile = CallgrindProfile(Self.text)
        #expect(profile.instructions == [Self.main: 25, Self.malloc: 123])
        #expect(profile.total == 148)
    }

    @Test func callsKnowBothObjects() {
        let later = CallgrindProfile.Function(object: "program", name: "later")
        let free = CallgrindProfile.Function(object: "libc.so.6", name: "free")
        #expect(
            CallgrindProfile(Self.text).calls == [
                .init(caller: "program", callee: Self.main): 3, .init(caller: "program", callee: Self.malloc): 6,
                .init(caller: "libc.so.6", callee: later): 1, .init(caller: "libc.so.6", callee: free): 1,
            ])
    }

    @Test func differenceKeepsWhatOnlyOneHas() {
        let less = "ob=(1) /usr/bin/program\nfn=(1) main\n0 5\nfn=(2) start\n0 2\ntotals: 7\n"
        let difference = CallgrindProfile(Self.text).subtracting(CallgrindProfile(less))
        #expect(difference.instructions[Self.main] == 20)
        #expect(difference.instructions[.init(object: "program", name: "start")] == -2)
        #expect(difference.total == 141)
    }
}
