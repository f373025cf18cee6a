namespace EksIngress.Emulator.Aws.Explain;

/// <summary>The last denials, oldest first.</summary>
internal sealed class DenialLog
{
    /// <summary>How many are kept.</summary>
    public const int Capacity = 200;

    /// <summary>Longest text kept of a caller, action or resource: they come from outside.</summary>
    private const int MaxCharacters = 512;

    private readonly Lock _gate = new();
    private readonly Queue<Denial> _denials = new(Capacity);

    public IReadOnlyList<Denial> Last
    {
        get
        {
            lock (_gate)
            {
                return [.. _denials];
            }
        }
    }

    public void Add(Denial denial)
    {
        var kept = denial with { Caller = Shorten(denial.Caller), Action = Shorten(denial.Action), Resource = Shorten(denial.Resource), DecidedBy = Shorten(denial.DecidedBy) };
        lock (_gate)
        {
            if (_denials.Count == Capacity)
            {
                _denials.Dequeue();
            }

            _denials.Enqueue(kept);
        }
    }

    private static string Shorten(string text) => text.Length <= MaxCharacters ? text : text[..MaxCharacters] + "…";
}
