using System.Text;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The files of a pod: each volume is a folder below the emulator's directory that only its user can read.</summary>
internal sealed class PodVolumes(NodeServices node, JsonObject pod)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int DefaultTokenSeconds = 3600;

    private readonly string _root = Path.Combine(node.Directory.FullPath, "pods", pod.Uid());

    /// <summary>When the first of the pod's tokens is to be written anew: after four fifths of its lifetime. Null without tokens.</summary>
    public TimeSpan? RefreshAfter => Sources()
        .Select(source => source.Source.Map("serviceAccountToken"))
        .OfType<JsonObject>()
        .Select(token => (TimeSpan?)(Lifetime(token) * 0.8))
        .Min();

    /// <summary>Writes every volume; again to renew tokens and changed ConfigMaps.</summary>
    /// <exception cref="StatusException">A volume names something that does not exist, or is of a kind that is not emulated.</exception>
    public void Write()
    {
        foreach (var volume in pod.Items("spec", "volumes"))
        {
            var folder = Folder(volume.Text("name")!);
            if (volume.Map("projected") is { } projected)
            {
                foreach (var source in projected.Items("sources"))
                {
                    WriteSource(folder, source);
                }
            }
            else if (volume.Map("secret") is { } secret)
            {
                WriteSecret(folder, secret.Text("secretName"), secret);
            }
            else if (volume.Map("configMap") is { } configMap)
            {
                WriteConfigMap(folder, configMap);
            }
            else if (volume.Map("downwardAPI") is { } downward)
            {
                WriteDownward(folder, downward);
            }
            else if (volume["emptyDir"] is null)
            {
                throw StatusException.BadRequest(
                    $"MountVolume.SetUp failed for volume \"{volume.Text("name")}\": only emptyDir, secret, configMap, downwardAPI and projected volumes are emulated");
            }
        }
    }

    /// <summary>The token that the pod's containers find at a path; null when no token is mounted there.</summary>
    public string? FindToken(JsonObject container, string path)
    {
        foreach (var (volume, source) in Sources())
        {
            if (source.Map("serviceAccountToken") is { } token
                && container.Items("volumeMounts").FirstOrDefault(mount => mount.Text("name") == volume) is { } mount
                && $"{mount.Text("mountPath")!.TrimEnd('/')}/{token.Text("path")}" == path)
            {
                return Issue(token);
            }
        }

        return null;
    }

    /// <summary>The file behind a path inside a container; the path itself where no volume is mounted.</summary>
    public string Resolve(JsonObject container, string path)
    {
        var mount = container.Items("volumeMounts")
            .Where(mount => mount.Text("mountPath") is { } mountPath && (path == mountPath || path.StartsWith(mountPath.TrimEnd('/') + "/", StringComparison.Ordinal)))
            .MaxBy(mount => mount.Text("mountPath")!.Length);
        return mount is null
            ? path
            : Path.Join(Folder(mount.Text("name")!), mount.Text("subPath") ?? "", path[mount.Text("mountPath")!.TrimEnd('/').Length..]);
    }

    public void Delete()
    {
        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    private IEnumerable<(string Volume, JsonObject Source)> Sources() =>
        pod.Items("spec", "volumes").SelectMany(volume => volume.Items("projected", "sources").Select(source => (volume.Text("name")!, source)));

    private string Folder(string volume)
    {
        var path = Path.Combine(_root, "volumes", volume);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }

        return path;
    }

    private void WriteSource(string folder, JsonObject source)
    {
        if (source.Map("serviceAccountToken") is { } token)
        {
            SecretFile.Write(Below(folder, token.Text("path") ?? "token"), Encoding.UTF8.GetBytes(Issue(token)));
        }

        if (source.Map("configMap") is { } configMap)
        {
            WriteConfigMap(folder, configMap);
        }

        if (source.Map("secret") is { } secret)
        {
            WriteSecret(folder, secret.Text("name"), secret);
        }

        if (source.Map("downwardAPI") is { } downward)
        {
            WriteDownward(folder, downward);
        }
    }

    private string Issue(JsonObject token)
    {
        var name = pod.Text("spec", "serviceAccountName") ?? "default";
        var account = node.Objects.Find("serviceaccounts", pod.Namespace(), name)
            ?? throw StatusException.BadRequest($"failed to fetch token: serviceaccounts \"{name}\" not found");
        return node.Cluster.Tokens.Issue(account, pod, [token.Text("audience") ?? ServiceAccountTokens.ApiAudience], Lifetime(token)).Value;
    }

    private static TimeSpan Lifetime(JsonObject token) => TimeSpan.FromSeconds(token.Number("expirationSeconds") ?? DefaultTokenSeconds);

    private void WriteConfigMap(string folder, JsonObject reference)
    {
        if (Find("configmaps", reference.Text("name"), reference) is { } found)
        {
            WriteEntries(folder, reference, found.Pairs("data").ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetBytes(pair.Value)));
        }
    }

    private void WriteSecret(string folder, string? name, JsonObject reference)
    {
        if (Find("secrets", name, reference) is { } found)
        {
            WriteEntries(folder, reference, found.Pairs("data").ToDictionary(pair => pair.Key, pair => Convert.FromBase64String(pair.Value)));
        }
    }

    private JsonObject? Find(string resource, string? name, JsonObject reference) =>
        node.Objects.Find(resource, pod.Namespace(), name ?? "")
        ?? (reference.Flag("optional") == true
            ? null
            : throw StatusException.BadRequest($"MountVolume.SetUp failed: {resource[..^1]} \"{name}\" not found"));

    private static void WriteEntries(string folder, JsonObject reference, Dictionary<string, byte[]> entries)
    {
        if (!reference.Items("items").Any())
        {
            foreach (var (key, value) in entries)
            {
                SecretFile.Write(Below(folder, key), value);
            }

            return;
        }

        foreach (var item in reference.Items("items"))
        {
            if (entries.TryGetValue(item.Text("key") ?? "", out var value))
            {
                SecretFile.Write(Below(folder, item.Text("path") ?? item.Text("key")!), value);
            }
            else if (reference.Flag("optional") != true)
            {
                throw StatusException.BadRequest($"MountVolume.SetUp failed: references non-existent key: {item.Text("key")}");
            }
        }
    }

    private void WriteDownward(string folder, JsonObject reference)
    {
        foreach (var item in reference.Items("items"))
        {
            var value = ContainerEnvironment.Field(node, pod, item.Text("fieldRef", "fieldPath") ?? "", podIP: null);
            SecretFile.Write(Below(folder, item.Text("path") ?? ""), Encoding.UTF8.GetBytes(value));
        }
    }

    /// <summary>A path of a volume's content never leaves its folder.</summary>
    private static string Below(string folder, string path)
    {
        var full = Path.GetFullPath(Path.Combine(folder, path));
        return full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw StatusException.BadRequest($"path \"{path}\" leaves its volume");
    }
}
