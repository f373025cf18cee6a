using System.Net.Http.Headers;
using System.Text;

namespace EksIngress.Bench.Account;

/// <summary>Makes requests of an account, signed as they go over the wire, and sends some of them.</summary>
internal sealed class AccountClient(int port, string accessKeyId, string secret, string? sessionToken) : IDisposable
{
    private const string Region = "eu-west-1";
    private const string Form = "application/x-www-form-urlencoded; charset=utf-8";

    private readonly HttpClient _http = new();

    private string Host => $"127.0.0.1:{port}";

    /// <summary>A request to a query service, as bytes for a socket.</summary>
    /// <param name="service">Signing name; null leaves the request unsigned.</param>
    /// <param name="members">Of the body, Action and Version among them.</param>
    /// <param name="at">Date of the signature.</param>
    public byte[] Query(string? service, IEnumerable<(string Name, string Value)> members, DateTimeOffset at) =>
        Raw("POST", "/", service, Form, string.Join('&', members.Select(member => $"{member.Name}={OwnSignature.Encode(member.Value)}")), at);

    /// <summary>A request to EKS, as bytes for a socket.</summary>
    public byte[] Eks(string method, string path, string body, DateTimeOffset at) => Raw(method, path, "eks", body.Length == 0 ? null : "application/json", body, at);

    /// <summary>Sends the request that these bytes are.</summary>
    /// <returns>Media type and body of a success.</returns>
    /// <exception cref="BenchException">The answer is another.</exception>
    public async Task<(string ContentType, string Body)> SendAsync(byte[] raw, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(raw);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = text[..end].Split("\r\n");
        var start = lines[0].Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(start[0]), $"http://{Host}{start[1]}");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text[(end + 4)..]));
        foreach (var line in lines.Skip(1))
        {
            var (name, value) = line.Split(": ", 2) is [var first, var second] ? (first, second) : throw new BenchException($"Not a header: {line}");
            if (name == "content-type")
            {
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            }
            else if (name != "content-length")
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? (response.Content.Headers.ContentType!.ToString(), body)
            : throw new BenchException($"{start[0]} {start[1]} answered {(int)response.StatusCode}: {body}");
    }

    public void Dispose() => _http.Dispose();

    private byte[] Raw(string method, string path, string? service, string? type, string body, DateTimeOffset at)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = Host };
        if (type is not null)
        {
            headers["content-type"] = type;
        }

        if (service is not null)
        {
            var signature = new OwnSignature(accessKeyId, secret, at, Region, service);
            headers["x-amz-date"] = signature.Stamp;
            if (sessionToken is not null)
            {
                headers["x-amz-security-token"] = sessionToken;
            }

            headers["authorization"] = signature.Authorization(method, path, "", headers, bytes);
        }

        headers["content-length"] = bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        headers["user-agent"] = "EksIngress.Bench";
        var head = $"{method} {path} HTTP/1.1\r\n{string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\r\n"))}\r\n";
        return [.. Encoding.UTF8.GetBytes(head), .. bytes];
    }
}
