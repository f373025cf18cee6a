using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Route53;

/// <summary>All hosted zones of the account.</summary>
/// <param name="Zones">By id.</param>
/// <param name="Records">Those of all zones, by <see cref="RecordSet.Key"/>.</param>
internal sealed record Route53State(SnapshotMap<HostedZone> Zones, SnapshotMap<RecordSet> Records)
{
    public static Route53State Empty { get; } = new(
        SnapshotMap<HostedZone>.Empty(StringComparer.Ordinal), SnapshotMap<RecordSet>.Empty(StringComparer.Ordinal));

    /// <exception cref="AwsException"><c>NoSuchHostedZone</c>.</exception>
    public HostedZone Get(string id) => Zones.GetValueOrDefault(id) ?? throw Route53Errors.NoSuchHostedZone(id);

    /// <summary>In the order in which they are listed.</summary>
    public IEnumerable<RecordSet> RecordsOf(string zoneId) => Records.Values.Where(record => record.ZoneId == zoneId);

    public Route53State With(HostedZone zone, IEnumerable<RecordSet> records) => new(
        Zones.SetItem(zone.Id, zone), Records.SetItems(records.Select(record => KeyValuePair.Create(record.Key, record))));

    public Route53State Without(HostedZone zone) => new(Zones.Remove(zone.Id), Records.RemoveRange(RecordsOf(zone.Id).Select(record => record.Key)));
}
