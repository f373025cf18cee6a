using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using EksIngress.Emulator.Aws;
using EksIngress.Testing;

namespace EksIngress.Emulator.Tests.Aws.Paging;

/// <summary>Calls by the names on the wire, signed: no SDK says which members an operation has.</summary>
/// <param name="keys">Those of the administrator when left out.</param>
internal sealed class RawCalls(RunningEmulator emulator, (string AccessKeyId, string SecretAccessKey)? keys = null) : IDisposable
{
    private static readonly Dictionary<string, string> s_versions = new() { ["iam"] = "2010-05-08", ["ec2"] = "2016-11-15", ["elasticloadbalancing"] = "2015-12-01", ["sts"] = "2011-06-15" };
    private static readonly Dictionary<string, string> s_targets = new()
    {
        ["acm"] = "CertificateManager",
        ["ecr"] = "AmazonEC2ContainerRegistry_V20150921",
        ["wafv2"] = "AWSWAF_20190729",
        ["tagging"] = "ResourceGroupsTaggingAPI_20170126",
        ["shield"] = "AWSShield_20160616",
    };

    private const string SegmentName = "{segment}";

    private readonly HttpClient _client = new();

    /// <summary>Form parameters in, XML out, read into objects and arrays: <c>member</c> and <c>item</c> elements are lists.</summary>
    public Task<JsonNode> QueryAsync(string service, string action, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var form = parameters.Append(new("Action", action)).Append(new("Version", s_versions[service]));
        var body = string.Join('&', form.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        return SendAsync(service, "POST", "/", [], body, "application/x-www-form-urlencoded; charset=utf-8", null);
    }

    public Task<JsonNode> JsonAsync(string service, string action, JsonObject body) =>
        SendAsync(service, "POST", "/", [], body.ToJsonString(), "application/x-amz-json-1.1", $"{s_targets[service]}.{action}");

    /// <param name="segment">What takes the place of <c>{segment}</c> in the path, encoded; null for nothing.</param>
    public Task<JsonNode> RestAsync(string service, string path, string? segment, IEnumerable<KeyValuePair<string, string>> query) =>
        SendAsync(service, "GET", path, query.Concat(segment is null ? [] : [new(SegmentName, segment)]), null, null, null);

    /// <summary>A body of JSON for a path; see <see cref="RestAsync"/>.</summary>
    public Task<JsonNode> PostAsync(string service, string path, string? segment, JsonObject body) =>
        SendAsync(service, "POST", path, segment is null ? [] : [new(SegmentName, segment)], body.ToJsonString(), "application/json", null);

    /// <summary>Any operation of any protocol, with members of one value each; those in the path are <c>x</c>.</summary>
    /// <param name="sent">Form members; for the REST protocols, those of the query string.</param>
    /// <param name="body">Of JSON or XML; null for none.</param>
    public Task<JsonNode> CallAsync(IAwsService service, AwsOperation operation, IEnumerable<KeyValuePair<string, string>> sent, string? body)
    {
        switch (service.Protocol)
        {
            case AwsProtocol.Query or AwsProtocol.Ec2Query:
                return QueryAsync(service.SigningName, operation.Name, sent);
            case AwsProtocol.Json:
                return SendAsync(service.SigningName, "POST", "/", sent, body ?? "{}", "application/x-amz-json-1.1", $"{service.TargetPrefix}.{operation.Name}");
            default:
                var (method, path) = (operation.Route!.Split(' ')[0], operation.Route.Split(' ')[1]);
                path = string.Join('/', path.Split('/').Select(segment => segment is ['{', ..] ? "x" : segment));
                return SendAsync(service.SigningName, method, path, sent, body, body is null ? null : service.Protocol == AwsProtocol.RestXml ? "application/xml" : "application/json", null);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<JsonNode> SendAsync(string service, string method, string path, IEnumerable<KeyValuePair<string, string>> query, string? body, string? contentType, string? target)
    {
        using var unsigned = new DefaultRequest(new GetCallerIdentityRequest(), service)
        {
            HttpMethod = method,
            ResourcePath = path,
            Endpoint = emulator.AwsEndpoint,
            OverrideSigningServiceName = service,
            AuthenticationRegion = emulator.Region,
            UseQueryString = true,
            Content = body is null ? null : Encoding.UTF8.GetBytes(body),
        };
        foreach (var (name, value) in query)
        {
            if (name == SegmentName)
            {
                unsigned.AddPathResource(name, value);
            }
            else
            {
                unsigned.Parameters[name] = value;
            }
        }

        if (contentType is not null)
        {
            unsigned.Headers["Content-Type"] = contentType;
        }

        if (target is not null)
        {
            unsigned.Headers["X-Amz-Target"] = target;
        }

        var configuration = new AmazonSecurityTokenServiceConfig { ServiceURL = emulator.AwsEndpoint.ToString(), AuthenticationRegion = emulator.Region };
        unsigned.Headers["host"] = emulator.AwsEndpoint.Authority;
        await new AWS4Signer().SignAsync(unsigned, configuration, new RequestMetrics(), new BasicAWSCredentials(keys?.AccessKeyId ?? emulator.AccessKeyId, keys?.SecretAccessKey ?? emulator.SecretAccessKey), TestContext.Current.CancellationToken);

        using var request = new HttpRequestMessage(new HttpMethod(method), AmazonServiceClient.ComposeUrl(unsigned));
        if (body is not null)
        {
            request.Content = new StringContent(body);
            request.Content.Headers.Clear();
        }

        foreach (var (name, value) in unsigned.Headers.Where(header => !string.Equals(header.Key, "host", StringComparison.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new RawCallException((int)response.StatusCode, ReadCode(response, text), text);
        }

        return text.StartsWith('<') ? Read(XElement.Parse(text)) : JsonNode.Parse(text)!;
    }

    // <Error><Code>…, {"__type":"…"}, or x-amzn-ErrorType: …:http://…
    private static string ReadCode(HttpResponseMessage response, string text) =>
        response.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.First().Split(':')[0]
        : text.StartsWith('<') ? XElement.Parse(text).DescendantsAndSelf().First(element => element.Name.LocalName == "Code").Value
        : ((string?)JsonNode.Parse(text)!["__type"])!.Split('#')[^1];

    private static JsonNode Read(XElement element)
    {
        if (!element.HasElements)
        {
            return element.Value;
        }

        if (element.Elements().All(child => child.Name.LocalName is "member" or "item" or "entry"))
        {
            return new JsonArray([.. element.Elements().Select(Read)]);
        }

        var item = new JsonObject();
        foreach (var child in element.Elements())
        {
            item[child.Name.LocalName] = Read(child);
        }

        return item;
    }
}
