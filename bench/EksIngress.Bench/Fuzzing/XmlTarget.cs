using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using EksIngress.Emulator;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Route53;
using EksIngress.Emulator.State;

namespace EksIngress.Bench.Fuzzing;

/// <summary>
/// Documents of rest-xml, which Route 53 has: read, and then made to a hosted zone and to changes of one. What was taken is found again in the
/// answers, and what was refused changed nothing.
/// </summary>
internal sealed class XmlTarget : FuzzTarget
{
    private const int MaxDepth = 32;
    private const string Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";

    private static readonly XmlWriterSettings AsRead = new() { NewLineHandling = NewLineHandling.Entitize, OmitXmlDeclaration = true };

    public override string Name => "xml";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CreateHostedZoneRequest xmlns=\"{Namespace}\"><Name>Example.ORG</Name><CallerReference>one</CallerReference><HostedZoneConfig><Comment>shop &amp; co</Comment></HostedZoneConfig></CreateHostedZoneRequest>",
            Changes("CREATE", "www.example.com", "A", "192.0.2.1", "192.0.2.2"),
            Changes("UPSERT", "*.a.example.com.", "TXT", "\"a &lt;b&gt; &#xE9; &#x1D11E;\"", "<![CDATA[\"c\" & d]]>"),
            Changes("DELETE", "old.example.com", "CNAME", "there.example.org."),
            $"<r:ChangeResourceRecordSetsRequest xmlns:r=\"{Namespace}\"><r:ChangeBatch><r:Comment>c</r:Comment><r:Changes><!-- x --><r:Change><r:Action>CREATE</r:Action><r:ResourceRecordSet><r:Name>b.example.com</r:Name><r:Type>MX</r:Type><r:TTL>0</r:TTL>"
                + "<r:ResourceRecords><r:ResourceRecord><r:Value>10 m.example.com</r:Value></r:ResourceRecord></r:ResourceRecords></r:ResourceRecordSet></r:Change></r:Changes></r:ChangeBatch></r:ChangeResourceRecordSetsRequest>",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Words =>
    [
        "<Change>", "</Change>", "<Changes>", "</Changes>", "<ResourceRecord><Value>a</Value></ResourceRecord>", "<ResourceRecords>", "<Action>DELETE</Action>", "<Action>CREATE</Action>", "<Type>CNAME</Type>", "<Type>SOA</Type>",
        "<TTL>300</TTL>", "<TTL>-1</TTL>", "<Name>example.com</Name>", "<Name>", "<a>", "</a>", "<a/>", "<a><a><a><a><a><a><a><a>", "<AliasTarget/>", "<VPC/>", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "<!DOCTYPE a SYSTEM \"a.dtd\">", "&b;",
        "&amp;", "&lt;", "&#0;", "&#xD;", "&#xD800;", "&#x10FFFF;", "<![CDATA[", "]]>", "<!--", "-->", "<?a b?>", "<?xml version=\"1.1\"?>", "encoding=\"utf-16\"", " xmlns=\"\"", " xmlns:a=\"b\"", " a=\"1\"", "a:", "xml:space=\"preserve\"",
        ".example.com", "old.example.com", "\\052", "xn--",
    ];

    public override bool Run(ReadOnlyMemory<byte> input)
    {
        XElement document;
        try
        {
            document = AwsRequestReader.Xml(Request(input));
        }
        catch (AwsException exception) when ((int)exception.Status < 500)
        {
            return false;
        }

        if (document.DescendantsAndSelf().Any(element => element.Ancestors().Skip(MaxDepth - 1).Any()))
        {
            throw new FuzzException("It is nested deeper than it may be.");
        }

        if (document.DescendantNodesAndSelf().Any(node => node is XDocumentType || (node is XText && node.Parent is null)))
        {
            throw new FuzzException("It has what it may not have.");
        }

        if (!XNode.DeepEquals(document, AwsRequestReader.Xml(Request(Write(document)))))
        {
            throw new FuzzException("Written again it reads as something else.");
        }

        var zones = new Guarded<Route53State>("aws/route53", Route53State.Empty, StateJournal.InMemory());
        var route53 = new Route53Service(zones, new ChangeLog(), TimeProvider.System);
        var zone = ZoneOf(Call(route53, "CreateHostedZone", null, Encoding.UTF8.GetBytes("<a><Name>example.com</Name><CallerReference>own</CallerReference></a>"))!);
        Call(route53, "ChangeResourceRecordSets", zone, Encoding.UTF8.GetBytes(Changes("CREATE", "old.example.com", "CNAME", "there.example.org.")));
        return TakesZone(route53, zones, input) | TakesChanges(route53, zones, zone, input);
    }

    private static bool TakesZone(Route53Service route53, Guarded<Route53State> zones, ReadOnlyMemory<byte> input)
    {
        var before = zones.Current;
        if (Call(route53, "CreateHostedZone", null, input) is not { } answer)
        {
            CheckUnchanged(before, zones);
            return false;
        }

        var made = zones.Current.Get(ZoneOf(answer));
        var found = Find(answer, "HostedZone");
        if (DnsNames.Normalize(made.Name) != made.Name || (Text(found, "Name"), Text(found, "CallerReference")) != (made.Name, made.CallerReference))
        {
            throw new FuzzException($"The zone '{made.Name}' is answered as something else.");
        }

        return true;
    }

    private static bool TakesChanges(Route53Service route53, Guarded<Route53State> zones, string zone, ReadOnlyMemory<byte> input)
    {
        var before = zones.Current;
        if (Call(route53, "ChangeResourceRecordSets", zone, input) is null)
        {
            CheckUnchanged(before, zones);
            return false;
        }

        var records = zones.Current.RecordsOf(zone).Take(100).ToList();
        if (records.Find(record => DnsNames.Normalize(record.Name) != record.Name || !DnsNames.IsIn(record.Name, "example.com.") || record.Ttl is < 0 or > int.MaxValue || record.Values.Count == 0) is { } bad)
        {
            throw new FuzzException($"The zone has a record that it cannot have: {bad.Name} {bad.Type}.");
        }

        var listed = Find(Call(route53, "ListResourceRecordSets", zone, ReadOnlyMemory<byte>.Empty)!, "ResourceRecordSets").Elements()
            .Select(record => Shown(Text(record, "Name"), Text(record, "Type"), Text(record, "TTL"), record.Descendants().Where(element => element.Name.LocalName == "Value").Select(element => element.Value)));
        if (!listed.SequenceEqual(records.Select(record => Shown(record.Name, record.Type, record.Ttl.ToString(CultureInfo.InvariantCulture), record.Values)), StringComparer.Ordinal))
        {
            throw new FuzzException("The records are listed as something else.");
        }

        return true;
    }

    /// <returns>The answer as a client reads it; null when the call was refused as it should be.</returns>
    private static XElement? Call(Route53Service route53, string name, string? zone, ReadOnlyMemory<byte> body)
    {
        var operation = route53.Operations.Single(operation => operation.Name == name);
        try
        {
            var document = operation.Members.HasBody ? AwsRequestReader.Xml(Request(body)) : null;
            if (document is not null)
            {
                UnknownMembers.RefuseIn(document, route53, operation);
            }

            return Call(route53, operation, zone, document);
        }
        catch (AwsException exception) when ((int)exception.Status < 500 || exception.Code == "NotEmulated")
        {
            Read(AwsResponseWriter.Error(AwsProtocol.RestXml, Namespace, exception, "a"));
            return null;
        }
    }

    private static XElement Call(Route53Service route53, AwsOperation operation, string? zone, XElement? document)
    {
        var call = new AwsCall
        {
            Parameters = new AwsParameters(zone is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Id"] = zone }),
            Body = new JsonObject(),
            Caller = null,
            Region = "us-east-1",
            AccountId = "000000000000",
            RequestId = "a",
            Document = document,
        };

        // What policies are asked is read from the document, too.
        _ = operation.Access(call).SelectMany(access => access.Context).Count();
        return Read(AwsResponseWriter.Result(route53, operation.Name, operation.Handle(call, CancellationToken.None).AsTask().GetAwaiter().GetResult(), "a"));
    }

    private static XElement Read(AwsResponse response)
    {
        using var stream = new MemoryStream(response.Body.ToArray());
        return XElement.Load(stream);
    }

    private static void CheckUnchanged(Route53State before, Guarded<Route53State> zones)
    {
        if (!ReferenceEquals(before, zones.Current))
        {
            throw new FuzzException("A refused call changed something.");
        }
    }

    private static string ZoneOf(XElement answer) => Text(Find(answer, "HostedZone"), "Id")["/hostedzone/".Length..];

    private static XElement Find(XElement parent, string name) => parent.Elements().Single(element => element.Name.LocalName == name);

    private static string Text(XElement parent, string name) => Find(parent, name).Value;

    private static string Shown(string name, string type, string ttl, IEnumerable<string> values) => $"{name} {type} {ttl} {string.Join('|', values)}";

    private static byte[] Write(XElement document)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, AsRead))
        {
            document.WriteTo(writer);
        }

        return stream.ToArray();
    }

    private static AwsHttpRequest Request(ReadOnlyMemory<byte> body) =>
        new() { Method = "POST", RawPath = "/", RawQuery = "", Headers = new Dictionary<string, string>(), Body = body };

    private static string Changes(string action, string name, string type, params string[] values) =>
        $"<ChangeResourceRecordSetsRequest xmlns=\"{Namespace}\"><ChangeBatch><Changes><Change><Action>{action}</Action><ResourceRecordSet><Name>{name}</Name><Type>{type}</Type><TTL>300</TTL><ResourceRecords>"
        + $"{string.Concat(values.Select(value => $"<ResourceRecord><Value>{value}</Value></ResourceRecord>"))}</ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>";
}
