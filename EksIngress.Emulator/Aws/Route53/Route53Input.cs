using System.Globalization;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Route53;

/// <summary>Reads the documents and members of requests.</summary>
internal static class Route53Input
{
    private const int MaxItems = 300;

    // All that public zones take.
    private static readonly string[] Types = ["A", "AAAA", "CAA", "CNAME", "DS", "HTTPS", "MX", "NAPTR", "NS", "PTR", "SOA", "SPF", "SRV", "SSHFP", "SVCB", "TLSA", "TXT"];

    public static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    public static string? Text(XElement parent, string name) => Child(parent, name)?.Value;

    /// <exception cref="AwsException"><c>InvalidInput</c>: there is none.</exception>
    public static string Required(XElement parent, string name) =>
        Text(parent, name) is { Length: > 0 } text ? text : throw Route53Errors.InvalidInput($"{parent.Name.LocalName} must have {name}");

    /// <summary>How many a list answers: what was asked for, 1 to 300.</summary>
    /// <exception cref="AwsException"><c>InvalidInput</c>: no such number.</exception>
    public static int ReadMaxItems(AwsCall call)
    {
        if (call.Parameters.Find("maxitems") is not { } text)
        {
            return 100;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? Math.Min(count, MaxItems)
            : throw Route53Errors.InvalidInput($"maxitems '{text}' must be a number above 0");
    }

    /// <exception cref="AwsException"><c>InvalidInput</c>, or <c>NotEmulated</c> for what only routing policies and aliases have.</exception>
    public static RecordSet ReadRecordSet(XElement element, string zoneId)
    {
        var type = Required(element, "Type");
        if (!Types.Contains(type))
        {
            throw Route53Errors.InvalidInput($"Value '{type}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", Types)}]");
        }

        var name = Required(element, "Name");
        var values = Child(element, "ResourceRecords")?.Elements().Select(record => Required(record, "Value")).ToList() ?? [];
        return new RecordSet(
            zoneId,
            DnsNames.Normalize(name) ?? throw Route53Errors.InvalidInput($"'{name}' is not a valid domain name"),
            type,
            long.TryParse(Required(element, "TTL"), NumberStyles.None, CultureInfo.InvariantCulture, out var ttl) && ttl <= int.MaxValue
                ? ttl
                : throw Route53Errors.InvalidInput("TTL must be 0 to 2147483647"),
            values.Count > 0 ? values : throw Route53Errors.InvalidInput("ResourceRecordSet must have ResourceRecords"));
    }
}
