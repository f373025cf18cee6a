using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EksIngress.Hosting.Local;

/// <summary>What the provisioner says of a finished environment, and what becomes <c>outputs.json</c>.</summary>
internal sealed class OutputsDocument(JsonObject members)
{
    /// <summary>Largest document that is read, in bytes.</summary>
    private const int MaxBytes = 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string? AlbUrl => FindText("albUrl");

    public string? Kubeconfig => FindText("kubeconfig");

    public string? Region => FindText("region");

    public string? AccountId => FindText("accountId");

    /// <exception cref="InvalidDataException">The file is missing, too large, or no JSON object.</exception>
    public static OutputsDocument Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Length > MaxBytes)
            {
                throw new InvalidDataException($"The provisioner's outputs {path} have {file.Length} bytes, more than {MaxBytes}.");
            }

            return new OutputsDocument(JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject
                ?? throw new InvalidDataException($"The provisioner's outputs {path} are no JSON object."));
        }
        catch (FileNotFoundException exception)
        {
            throw new InvalidDataException($"The provisioner ended well but wrote no outputs to {path}.", exception);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The provisioner's outputs {path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>URL of the ALB of each Ingress, in their order; of all of them the same when they share one.</summary>
    public IReadOnlyList<string?> AlbUrls(int ingressCount)
    {
        var urls = (members["albs"] as JsonArray ?? []).Select(alb => alb?["url"] is JsonValue value && value.TryGetValue(out string? url) ? url : null).ToList();
        return urls.Count == ingressCount ? urls : [.. Enumerable.Repeat(AlbUrl, ingressCount)];
    }

    /// <summary>Where a browser on this machine reaches each listener of each load balancer.</summary>
    public IReadOnlyList<(string Name, string Url)> AlbListeners()
    {
        var found = new List<(string Name, string Url)>();
        foreach (var alb in (members["albs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (alb["url"]?.GetValue<string>() is not { } text || !Uri.TryCreate(text, UriKind.Absolute, out var url))
            {
                continue;
            }

            var name = alb["name"]?.GetValue<string>() ?? "alb";
            found.Add((name, text));
            foreach (var listener in (alb["listeners"] as JsonArray ?? []).OfType<JsonObject>())
            {
                // The first one is the load balancer's own URL.
                if (listener["localPort"]?.GetValue<int>() is { } port && port != url.Port)
                {
                    var scheme = listener["protocol"]?.GetValue<string>() == "HTTPS" ? "https" : "http";
                    found.Add(($"{name}:{listener["port"]}", $"{scheme}://{url.Host}:{port}"));
                }
            }
        }

        return found.Count > 0 || AlbUrl is not { } only ? found : [("alb", only)];
    }

    /// <summary>Adds what only the AppHost knows; a null leaves the member out.</summary>
    public OutputsDocument With(string name, string? value)
    {
        var copy = (JsonObject)members.DeepClone();
        if (value is not null)
        {
            copy[name] = value;
        }

        return new OutputsDocument(copy);
    }

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(members, Options), (byte)'\n'];

    /// <exception cref="InvalidDataException">The document has no such member.</exception>
    public string Required(string name) =>
        FindText(name) ?? throw new InvalidDataException($"The outputs have no {name}. Start the environment again; it writes them anew.");

    private string? FindText(string name) =>
        members[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
