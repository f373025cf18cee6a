namespace EksIngress.Emulator.Aws.Route53;

/// <summary>All records of a name and a type.</summary>
/// <param name="ZoneId">Of the zone that it is in.</param>
/// <param name="Name">With its last dot, in lower case.</param>
/// <param name="Type">For example <c>CNAME</c>.</param>
/// <param name="Ttl">Seconds, 0 to 2147483647.</param>
/// <param name="Values">As they were sent.</param>
internal sealed record RecordSet(string ZoneId, string Name, string Type, long Ttl, IReadOnlyList<string> Values)
{
    /// <summary>By which lists are ordered: the zone, labels from the last to the first, then the type.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html</remarks>
    public string Key => KeyOf(ZoneId, Name, Type);

    public static string KeyOf(string zoneId, string name, string type) => $"{zoneId} {DnsNames.Reverse(name)} {type}";

    public bool HasValuesOf(RecordSet other) => Ttl == other.Ttl && Values.Order(StringComparer.Ordinal).SequenceEqual(other.Values.Order(StringComparer.Ordinal), StringComparer.Ordinal);
}
