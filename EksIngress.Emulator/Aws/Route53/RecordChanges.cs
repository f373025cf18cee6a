using System.Collections.Immutable;
using System.Xml.Linq;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Route53;

/// <summary>The changes of one request: all of them are made, or none.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html</remarks>
internal sealed class RecordChanges
{
    // Quotas of AWS: changes of one request, and records of one zone.
    private const int MaxChanges = 1000;
    private const int MaxRecords = 10_000;

    private readonly ImmutableArray<(string Action, RecordSet Record)> _changes;

    private RecordChanges(ImmutableArray<(string Action, RecordSet Record)> changes) => _changes = changes;

    public string? Comment { get; private init; }

    public IReadOnlyList<string> Names => [.. _changes.Select(change => change.Record.Name.TrimEnd('.')).Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<string> Types => [.. _changes.Select(change => change.Record.Type).Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<string> Actions => [.. _changes.Select(change => change.Action).Distinct(StringComparer.Ordinal)];

    /// <exception cref="AwsException"><c>InvalidInput</c>, <c>InvalidChangeBatch</c> or <c>NotEmulated</c>.</exception>
    public static RecordChanges Read(AwsCall call)
    {
        var batch = Route53Input.Child(call.Document!, "ChangeBatch") ?? throw Route53Errors.InvalidInput("The request must have a ChangeBatch");
        var changes = (Route53Input.Child(batch, "Changes")?.Elements() ?? []).Select(change => Read(change, call.Parameters.Get("Id"))).ToImmutableArray();
        return changes.Length switch
        {
            0 => throw Route53Errors.InvalidInput("ChangeBatch must have Changes"),
            > MaxChanges => throw Route53Errors.InvalidChangeBatch([$"Number of records limit of {MaxChanges} exceeded."]),
            _ => new RecordChanges(changes) { Comment = Route53Input.Text(batch, "Comment") },
        };
    }

    /// <exception cref="AwsException"><c>InvalidChangeBatch</c>, with everything that is wrong.</exception>
    public Route53State Apply(Route53State state, HostedZone zone)
    {
        var records = state.Records;
        var faults = new List<string>();
        foreach (var (action, record) in _changes)
        {
            var found = records.GetValueOrDefault(record.Key);
            if (Fault(zone, records, action, record, found) is { } fault)
            {
                faults.Add(fault);
                continue;
            }

            records = action == "DELETE" ? records.Remove(record.Key) : records.SetItem(record.Key, record);
        }

        var next = state with { Records = records };
        if (next.RecordsOf(zone.Id).Count() > MaxRecords)
        {
            faults.Add($"The zone would have more than {MaxRecords} resource record sets");
        }

        return faults.Count == 0 ? next : throw Route53Errors.InvalidChangeBatch(faults);
    }

    private static (string Action, RecordSet Record) Read(XElement change, string zoneId)
    {
        var action = Route53Input.Required(change, "Action");
        if (action is not ("CREATE" or "DELETE" or "UPSERT"))
        {
            throw Route53Errors.InvalidInput($"Value '{action}' at 'action' failed to satisfy constraint: Member must satisfy enum value set: [CREATE, DELETE, UPSERT]");
        }

        return (action, Route53Input.ReadRecordSet(
            Route53Input.Child(change, "ResourceRecordSet") ?? throw Route53Errors.InvalidInput("Change must have ResourceRecordSet"), zoneId));
    }

    private static string? Fault(HostedZone zone, SnapshotMap<RecordSet> records, string action, RecordSet record, RecordSet? found)
    {
        var named = $"[name='{record.Name}', type='{record.Type}']";
        if (!DnsNames.IsIn(record.Name, zone.Name))
        {
            return $"RRSet with DNS name {record.Name} is not permitted in zone {zone.Name}";
        }

        switch (action)
        {
            case "CREATE" when found is not null:
                return $"Tried to create resource record set {named} but it already exists";
            case "DELETE" when found is null:
                return $"Tried to delete resource record set {named} but it was not found";
            case "DELETE" when !found.HasValuesOf(record):
                return $"Tried to delete resource record set {named} but the values provided do not match the current values";
            case "DELETE" when zone.IsOwn(record):
                return $"A HostedZone must contain exactly one {record.Type} record set for the zone itself";
            case "DELETE":
                return null;
        }

        // A CNAME stands alone at its name.
        var others = records.Values.Where(other => other.ZoneId == zone.Id && other.Name == record.Name && other.Type != record.Type).ToList();
        return record.Type == "CNAME"
            ? record.Name == zone.Name ? $"RRSet of type CNAME with DNS name {record.Name} is not permitted at apex in zone {zone.Name}"
                : record.Values.Count > 1 ? $"RRSet of type CNAME with DNS name {record.Name} must have exactly one value"
                : others.Count > 0 ? $"RRSet of type CNAME with DNS name {record.Name} is not permitted as it conflicts with other records with the same DNS name in zone {zone.Name}"
                : null
            // With AWS's two spaces.
            : others.Exists(other => other.Type == "CNAME")
                ? $"RRSet of type {record.Type} with DNS name {record.Name} is not permitted because a conflicting RRSet of type  CNAME with the same DNS name already exists in zone {zone.Name}"
                : null;
    }
}
