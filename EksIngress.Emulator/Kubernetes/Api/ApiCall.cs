using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>One request with everything that handlers need of it.</summary>
internal sealed class ApiCall(HttpContext http, ApiRequest request, KubernetesUser user)
{
    // etcd's limit on requests, which the API server's is made for.
    public const int MaxBodyBytes = 3 * 1024 * 1024;

    private const int MaxDepth = 128;

    public HttpContext Http { get; } = http;

    public ApiRequest Request { get; } = request;

    public KubernetesUser User { get; } = user;

    public CancellationToken Aborted => Http.RequestAborted;

    public string? Query(string name) => Http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    public bool IsSet(string name) => Query(name) is "true" or "1" or "True";

    public long? Number(string name) =>
        Query(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw StatusException.BadRequest($"{name}: invalid value \"{text}\": not a number");

    public bool DryRun => Query("dryRun") switch
    {
        null => false,
        "All" => true,
        { } value => throw StatusException.BadRequest($"dryRun: Unsupported value: \"{value}\": supported values: \"All\""),
    };

    /// <summary>Who owns the fields of this write: as asked, or the program that asks.</summary>
    public string FieldManager => Query("fieldManager") ?? ProgramName(Http.Request.Headers.UserAgent.ToString());

    public string ContentType => (Http.Request.ContentType ?? "application/json").Split(';')[0].Trim();

    public WriteOptions WriteOptions => new() { FieldManager = FieldManager, DryRun = DryRun };

    public WriteOrigin Origin => new(User, Warn, Aborted);

    /// <exception cref="StatusException">400: the body is not what its media type says. 415: it is neither JSON nor YAML nor protobuf of a kind that is known.</exception>
    public async Task<JsonNode?> ReadBodyAsync()
    {
        var contentType = ContentType;
        if (contentType == ProtobufBody.MediaType)
        {
            using var body = new MemoryStream();
            await Http.Request.Body.CopyToAsync(body, Aborted);
            return body.Length == 0 ? null : ProtobufBody.Decode(body.GetBuffer().AsSpan(0, (int)body.Length));
        }

        using var reader = new StreamReader(Http.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(Aborted);
        return ParseBody(text, contentType);
    }

    /// <summary>Reads a body by its media type; null when it is empty.</summary>
    /// <exception cref="StatusException">400 or 415: it cannot be read.</exception>
    public static JsonNode? ParseBody(string text, string contentType)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (contentType is "application/cbor")
        {
            throw StatusException.UnsupportedMediaType($"the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, {ProtobufBody.MediaType}; {contentType} is not emulated");
        }

        return contentType.EndsWith("yaml", StringComparison.Ordinal) && text.TrimStart() is not ['{', ..] ? YamlDocuments.Read(text) : ParseJson(text);
    }

    /// <exception cref="StatusException">400: it is no JSON.</exception>
    public static JsonNode? ParseJson(string text)
    {
        try
        {
            var json = StrictJson.Encode(text);
            StrictJson.CheckNumbers(json, MaxDepth);
            return JsonNode.Parse(json, documentOptions: new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            throw StatusException.BadRequest($"the object provided is unrecognized (must be of type JSON): {exception.Message}");
        }
    }

    public async Task<JsonObject> ReadObjectAsync() =>
        await ReadBodyAsync() as JsonObject ?? throw StatusException.BadRequest("the body of the request must be a JSON object");

    public Task WriteAsync(JsonNode body, int status = 200) => WriteAsync(Http, body, status);

    public static async Task WriteAsync(HttpContext http, JsonNode body, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }

    /// <summary>Adds a warning to the answer; the same one only once.</summary>
    public void Warn(string text)
    {
        var warning = $"299 - \"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        if (!Http.Response.Headers["Warning"].Contains(warning))
        {
            Http.Response.Headers.Append("Warning", warning);
        }
    }

    private static string ProgramName(string userAgent)
    {
        var name = userAgent.Split('/')[0].Trim();
        return name.Length is 0 or > 128 ? "unknown" : name;
    }
}
