using System.Text;
using System.Text.Json.Nodes;
using Amazon.EKS.Model;
using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Aws;

namespace EksIngress.Provisioner.Commands;

/// <summary>A kubeconfig whose user asks this very program for its token.</summary>
internal static class Kubeconfig
{
    /// <param name="cluster">The cluster, with its endpoint and authority.</param>
    /// <param name="target">Where its tokens are signed for.</param>
    /// <param name="variables">Environment of this run; what a later <c>token</c> needs of it goes into the file.</param>
    public static string Write(Cluster cluster, Target target, Func<string, string?> variables)
    {
        var name = $"eksingress-{cluster.Name}";
        var (command, prefix) = FindProgram();
        return Encoding.UTF8.GetString(YamlDocument.Write(Node.Object(
            ("apiVersion", "v1"),
            ("kind", "Config"),
            ("current-context", name),
            ("clusters", Node.Array(Node.Object(
                ("name", name),
                ("cluster", Node.Object(("server", cluster.Endpoint), ("certificate-authority-data", cluster.CertificateAuthority.Data)))))),
            ("contexts", Node.Array(Node.Object(
                ("name", name),
                ("context", Node.Object(("cluster", name), ("user", name)))))),
            ("users", Node.Array(Node.Object(
                ("name", name),
                ("user", Node.Object(("exec", Node.Object(
                    ("apiVersion", "client.authentication.k8s.io/v1"),
                    ("command", command),
                    ("args", Node.Strings([.. prefix, "token", "--cluster-name", cluster.Name, "--region", target.Region.SystemName])),
                    ("env", Node.Array(Variables(target, variables))),
                    ("interactiveMode", "Never")))))))))));
    }

    // The emulator's key is in the file, which is why only its owner can read it. Keys of AWS never are: the profile's name is.
    private static IEnumerable<JsonNode> Variables(Target target, Func<string, string?> variables)
    {
        string[] names = target.IsEmulator
            ? ["AWS_ACCESS_KEY_ID", "AWS_ENDPOINT_URL", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]
            : ["AWS_CONFIG_FILE", "AWS_PROFILE", "AWS_SHARED_CREDENTIALS_FILE"];
        foreach (var name in names)
        {
            if (variables(name) is { Length: > 0 } value)
            {
                yield return Node.Object(("name", name), ("value", value));
            }
        }
    }

    private static (string Command, string[] Arguments) FindProgram()
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Provisioner.exe" : "Provisioner");
        return File.Exists(program) ? (program, []) : ("dotnet", [Path.Combine(AppContext.BaseDirectory, "Provisioner.dll")]);
    }
}
