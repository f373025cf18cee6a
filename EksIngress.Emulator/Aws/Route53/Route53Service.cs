using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Route53;

/// <summary>Route 53: public hosted zones and their records, as records. No name server answers for them.</summary>
internal sealed class Route53Service(Guarded<Route53State> route53, ChangeLog changeLog, TimeProvider time) : IAwsService
{
    /// <summary>Hosted zones of an account, unless AWS gave it more.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html</remarks>
    private const int MaxZones = 500;

    private const int MaxIdentifier = 128;

    private const string IdAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static readonly string[] NameServers = ["ns-1.awsdns.localhost", "ns-2.awsdns.localhost", "ns-3.awsdns.localhost", "ns-4.awsdns.localhost"];

    public string SigningName => "route53";

    public AwsProtocol Protocol => AwsProtocol.RestXml;

    public string ApiVersion => "2013-04-01";

    public string XmlNamespace => "https://route53.amazonaws.com/doc/2013-04-01/";

    public IReadOnlyCollection<AwsOperation> Operations =>
    [
        Create("CreateHostedZone", "POST /2013-04-01/hostedzone", "Name VPC** CallerReference HostedZoneConfig(Comment PrivateZone) DelegationSetId", _ => "*", CreateZone),
        Create("ListHostedZones", "GET /2013-04-01/hostedzone", "?marker ?maxitems ?delegationsetid ?hostedzonetype", _ => "*", ListZones),
        Create("ListHostedZonesByName", "GET /2013-04-01/hostedzonesbyname", "?dnsname ?hostedzoneid ?maxitems", _ => "*", ListZonesByName),
        Create("GetHostedZone", "GET /2013-04-01/hostedzone/{Id}", "", ZoneArn, call => GetZone(route53.Current, call.Parameters.Get("Id"))),
        Create("DeleteHostedZone", "DELETE /2013-04-01/hostedzone/{Id}", "", ZoneArn, DeleteZone),
        Create("ListResourceRecordSets", "GET /2013-04-01/hostedzone/{Id}/rrset", "?name ?type ?identifier ?maxitems", ZoneArn, ListRecords),
        Create("GetChange", "GET /2013-04-01/change/{Id}", "", call => $"arn:aws:route53:::change/{call.Parameters.Get("Id")}", GetChange),
        new()
        {
            Name = "ChangeResourceRecordSets",
            Route = "POST /2013-04-01/hostedzone/{Id}/rrset/",
            Members = new("ChangeBatch(Comment Changes(Change[](Action ResourceRecordSet(Name Type TTL ResourceRecords(ResourceRecord[](Value))))))"),
            Access = ChangeAccess,
            Handle = (call, _) => ValueTask.FromResult<AwsResult>(Change(call)),
        },
    ];

    private static AwsOperation Create(string name, string route, string members, Func<AwsCall, string> resource, Func<AwsCall, AwsResult.Xml> handle) => new()
    {
        Name = name,
        Route = route,
        Members = new RequestMembers(members),
        Access = call => [new AccessRequest($"route53:{name}", resource(call), ConditionKeys.None)],
        Handle = (call, _) => ValueTask.FromResult<AwsResult>(handle(call)),
    };

    private static string ZoneArn(AwsCall call) => $"arn:aws:route53:::hostedzone/{call.Parameters.Get("Id")}";

    // What policies may ask of a change: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
    private static IEnumerable<AccessRequest> ChangeAccess(AwsCall call)
    {
        var changes = RecordChanges.Read(call);
        var context = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["route53:ChangeResourceRecordSetsNormalizedRecordNames"] = changes.Names,
            ["route53:ChangeResourceRecordSetsRecordTypes"] = changes.Types,
            ["route53:ChangeResourceRecordSetsActions"] = changes.Actions,
        };
        return [new AccessRequest("route53:ChangeResourceRecordSets", ZoneArn(call), context)];
    }

    private AwsResult.Xml CreateZone(AwsCall call)
    {
        var document = call.Document!;
        if (Route53Input.Child(document, "VPC") is not null || Route53Input.Child(document, "DelegationSetId") is not null)
        {
            throw Route53Errors.NotEmulated("A private hosted zone, or one with a delegation set of its own,", "Public hosted zones are.");
        }

        var config = Route53Input.Child(document, "HostedZoneConfig");
        if (config is not null && Route53Input.Text(config, "PrivateZone") is not (null or "false"))
        {
            throw Route53Errors.InvalidInput("A private hosted zone must have a VPC");
        }

        var sent = Route53Input.Required(document, "Name");
        var name = DnsNames.Normalize(sent) ?? throw new AwsException("InvalidDomainName", $"'{sent}' is not a valid domain name");
        var reference = Route53Input.Required(document, "CallerReference");
        var comment = config is null ? "" : Route53Input.Text(config, "Comment") ?? "";
        var zone = new HostedZone(NewId('Z'), name, reference, comment);
        route53.Update(state =>
        {
            if (state.Zones.Values.Any(other => other.CallerReference == reference))
            {
                throw new AwsException("HostedZoneAlreadyExists", $"A hosted zone has already been created with the specified caller reference: {reference}", System.Net.HttpStatusCode.Conflict);
            }

            return state.Zones.Count < MaxZones
                ? state.With(zone, Own(zone))
                : throw new AwsException("TooManyHostedZones", $"The hosted zone cannot be created: this account has {MaxZones}, which is its quota.");
        });
        return new AwsResult.Xml(Render(route53.Current, zone), ChangeInfo(), DelegationSet());
    }

    private static AwsResult.Xml GetZone(Route53State state, string id) => new(Render(state, state.Get(id)), DelegationSet());

    private AwsResult.Xml DeleteZone(AwsCall call)
    {
        route53.Update(state =>
        {
            var zone = state.Get(call.Parameters.Get("Id"));
            return state.RecordsOf(zone.Id).All(zone.IsOwn)
                ? state.Without(zone)
                : throw new AwsException("HostedZoneNotEmpty", "The specified hosted zone contains non-required resource record sets and so cannot be deleted.");
        });
        return new AwsResult.Xml(ChangeInfo());
    }

    private AwsResult.Xml ListZones(AwsCall call)
    {
        var (marker, count) = (call.Parameters.Find("marker"), Route53Input.ReadMaxItems(call));
        var isPrivate = call.Parameters.Find("hostedzonetype") switch
        {
            null => false,
            "PrivateHostedZone" => true,
            var type => throw Route53Errors.InvalidInput($"Value '{type}' at 'hostedZoneType' failed to satisfy constraint: Member must satisfy enum value set: [PrivateHostedZone]"),
        };
        if (call.Parameters.Find("delegationsetid") is { Length: > 0 } set)
        {
            // No zone has a set that others may share, and no operation makes one.
            throw Route53Errors.NoSuchDelegationSet(set);
        }

        var state = route53.Current;

        // All zones are public.
        var rest = state.Zones.Values.Where(zone => !isPrivate && (marker is null || string.CompareOrdinal(zone.Id, marker) >= 0)).Take(count + 1).ToList();
        return new AwsResult.Xml(
            Zones(state, rest.Take(count)),
            new XElement("Marker", marker ?? ""),
            new XElement("IsTruncated", rest.Count > count),
            rest.Count > count ? new XElement("NextMarker", rest[count].Id) : null,
            Count(count));
    }

    private AwsResult.Xml ListZonesByName(AwsCall call)
    {
        var (name, id, count) = (call.Parameters.Find("dnsname"), call.Parameters.Find("hostedzoneid"), Route53Input.ReadMaxItems(call));
        var start = name is null ? "" : DnsNames.Reverse(DnsNames.Normalize(name) ?? throw new AwsException("InvalidDomainName", $"'{name}' is not a valid domain name"));
        var state = route53.Current;
        var rest = state.Zones.Values
            .Select(zone => (Key: DnsNames.Reverse(zone.Name), Zone: zone))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal).ThenBy(entry => entry.Zone.Id, StringComparer.Ordinal)
            .SkipWhile(entry => string.CompareOrdinal(entry.Key, start) is var order && (order < 0 || (order == 0 && id is not null && string.CompareOrdinal(entry.Zone.Id, id) < 0)))
            .Take(count + 1).Select(entry => entry.Zone).ToList();
        return new AwsResult.Xml(
            Zones(state, rest.Take(count)),
            name is null ? null : new XElement("DNSName", name),
            id is null ? null : new XElement("HostedZoneId", id),
            new XElement("IsTruncated", rest.Count > count),
            rest.Count > count ? new XElement("NextDNSName", rest[count].Name) : null,
            rest.Count > count ? new XElement("NextHostedZoneId", rest[count].Id) : null,
            Count(count));
    }

    // Records without a routing policy have no identifier, which comes before any other.
    private AwsResult.Xml ListRecords(AwsCall call)
    {
        var (name, type, count) = (call.Parameters.Find("name"), call.Parameters.Find("type"), Route53Input.ReadMaxItems(call));
        if (name is null && type is not null)
        {
            throw Route53Errors.InvalidInput("type cannot be specified without name");
        }

        var identifier = call.Parameters.Find("identifier");
        if (identifier is not null && (type is null || identifier.Length is < 1 or > MaxIdentifier))
        {
            throw Route53Errors.InvalidInput(type is null ? "identifier cannot be specified without type" : $"identifier must have 1 to {MaxIdentifier} characters");
        }

        var zone = route53.Current.Get(call.Parameters.Get("Id"));
        var start = name is null ? "" : RecordSet.KeyOf(zone.Id, DnsNames.Normalize(name) ?? throw Route53Errors.InvalidInput($"'{name}' is not a valid domain name"), type ?? "");
        var rest = route53.Current.RecordsOf(zone.Id)
            .Where(record => string.CompareOrdinal(record.Key, start) is var order && (order > 0 || (order == 0 && identifier is null)))
            .Take(count + 1).ToList();
        return new AwsResult.Xml(
            new XElement("ResourceRecordSets", rest.Take(count).Select(Render)),
            new XElement("IsTruncated", rest.Count > count),
            rest.Count > count ? new XElement("NextRecordName", rest[count].Name) : null,
            rest.Count > count ? new XElement("NextRecordType", rest[count].Type) : null,
            Count(count));
    }

    private AwsResult.Xml Change(AwsCall call)
    {
        var changes = RecordChanges.Read(call);
        route53.Update(state => changes.Apply(state, state.Get(call.Parameters.Get("Id"))));
        return new AwsResult.Xml(ChangeInfo(changes.Comment));
    }

    private static IEnumerable<RecordSet> Own(HostedZone zone) =>
    [
        new(zone.Id, zone.Name, "NS", 172_800, [.. NameServers.Select(server => server + ".")]),
        new(zone.Id, zone.Name, "SOA", 900, [$"{NameServers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"]),
    ];

    private AwsResult.Xml GetChange(AwsCall call)
    {
        var id = call.Parameters.Get("Id");
        return changeLog.Find(id) is { } change
            ? new AwsResult.Xml(Render(id, change.SubmittedAt, change.Comment))
            : throw new AwsException("NoSuchChange", $"A change with the ID {id} does not exist.", System.Net.HttpStatusCode.NotFound);
    }

    private XElement ChangeInfo(string? comment = null)
    {
        var (id, now) = (NewId('C'), time.GetUtcNow());
        changeLog.Add(id, now, comment);
        return Render(id, now, comment);
    }

    // Nobody has to be told of a change here; it is in force with the answer.
    private static XElement Render(string id, DateTimeOffset submittedAt, string? comment) => new(
        "ChangeInfo",
        new XElement("Id", $"/change/{id}"),
        new XElement("Status", "INSYNC"),
        new XElement("SubmittedAt", AwsTime.IsoMilliseconds(submittedAt)),
        comment is null ? null : new XElement("Comment", comment));

    private static XElement DelegationSet() => new(
        "DelegationSet", new XElement("NameServers", NameServers.Select(server => new XElement("NameServer", server))));

    private static XElement Zones(Route53State state, IEnumerable<HostedZone> zones) => new("HostedZones", zones.Select(zone => Render(state, zone)));

    private static XElement Count(int count) => new("MaxItems", count.ToString(CultureInfo.InvariantCulture));

    private static XElement Render(Route53State state, HostedZone zone) => new(
        "HostedZone",
        new XElement("Id", $"/hostedzone/{zone.Id}"),
        new XElement("Name", zone.Name),
        new XElement("CallerReference", zone.CallerReference),
        new XElement("Config", zone.Comment.Length == 0 ? null : new XElement("Comment", zone.Comment), new XElement("PrivateZone", false)),
        new XElement("ResourceRecordSetCount", state.RecordsOf(zone.Id).Count()));

    private static XElement Render(RecordSet record) => new(
        "ResourceRecordSet",
        new XElement("Name", record.Name),
        new XElement("Type", record.Type),
        new XElement("TTL", record.Ttl),
        new XElement("ResourceRecords", record.Values.Select(value => new XElement("ResourceRecord", new XElement("Value", value)))));

    private static string NewId(char kind) => kind + RandomNumberGenerator.GetString(IdAlphabet, 20);
}
