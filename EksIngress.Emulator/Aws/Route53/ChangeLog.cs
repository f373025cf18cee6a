namespace EksIngress.Emulator.Aws.Route53;

/// <summary>The last changes of hosted zones and records, of this run: whoever made one asks when it is in force.</summary>
internal sealed class ChangeLog
{
    private const int Capacity = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset SubmittedAt, string? Comment)> _changes = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Add(string id, DateTimeOffset submittedAt, string? comment)
    {
        lock (_gate)
        {
            _changes.Add(id, (submittedAt, comment));
            _order.Enqueue(id);
            if (_order.Count > Capacity)
            {
                _changes.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>Null when there was no such change, or it is long ago.</summary>
    public (DateTimeOffset SubmittedAt, string? Comment)? Find(string id)
    {
        lock (_gate)
        {
            return _changes.TryGetValue(id, out var change) ? change : null;
        }
    }
}
