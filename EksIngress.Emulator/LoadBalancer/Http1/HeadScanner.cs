namespace EksIngress.Emulator.LoadBalancer.Http1;

/// <summary>Finds the lines of a head while its bytes come in; nothing is looked at twice.</summary>
internal struct HeadScanner()
{
    private int[] _ends = new int[32];
    private int _next;

    /// <summary>Complete lines so far, the empty one not counted.</summary>
    public int Lines { get; private set; }

    /// <summary>Where the line begins that is not complete yet.</summary>
    public int LineStart { get; private set; }

    /// <summary>Length of the head with its empty line, once there is one.</summary>
    public int Length { get; private set; }

    public void Clear() => (_next, Lines, LineStart, Length) = (0, 0, 0, 0);

    /// <summary>Goes on where it was.</summary>
    /// <param name="bytes">All bytes of the head so far.</param>
    /// <returns>True when the empty line is there.</returns>
    public bool Scan(ReadOnlySpan<byte> bytes)
    {
        while (bytes[_next..].IndexOf((byte)'\n') is >= 0 and var offset)
        {
            var end = _next + offset;
            _next = end + 1;
            if (end == LineStart || (end == LineStart + 1 && bytes[LineStart] == '\r'))
            {
                Length = _next;
                return true;
            }

            if (Lines == _ends.Length)
            {
                Array.Resize(ref _ends, Lines * 2);
            }

            _ends[Lines++] = end;
            LineStart = _next;
        }

        _next = bytes.Length;
        return false;
    }

    /// <summary>Start and end of a line, its line feed not included.</summary>
    public readonly (int Start, int End) Line(int index) => (index == 0 ? 0 : _ends[index - 1] + 1, _ends[index]);
}
