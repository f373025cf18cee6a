using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.EKS.Model;
using EksIngress.Alb.Plans;
using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Commands;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Steps;
using k8s;
using k8s.Exceptions;

namespace EksIngress.Provisioner.Alb.Live;

/// <summary>Reads the objects that decide about ALBs out of a cluster.</summary>
internal sealed class ClusterReader(LiveSession session)
{
    private const string OidcAnnotation = "alb.ingress.kubernetes.io/auth-idp-oidc";

    private static readonly (string ApiVersion, string Kind)[] Kinds =
    [
        ("networking.k8s.io/v1", "IngressClass"), ("elbv2.k8s.aws/v1beta1", "IngressClassParams"), ("networking.k8s.io/v1", "Ingress"),
        ("v1", "Service"), ("v1", "Namespace"), ("discovery.k8s.io/v1", "EndpointSlice"), ("v1", "Pod"), ("v1", "Node"),
    ];

    /// <summary>Of Secrets only those are read that an Ingress or a Service names for authentication.</summary>
    /// <param name="cluster">The cluster as EKS describes it; its endpoint is used, with a token for it, unless there is a kubeconfig.</param>
    /// <param name="kubeconfig">Path of a kubeconfig; null for none.</param>
    /// <param name="context">Context in it; null for its current one.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="BadInputException">The kubeconfig cannot be used.</exception>
    public async Task<IReadOnlyList<ManifestObject>> ReadAsync(Cluster cluster, string? kubeconfig, string? context, CancellationToken cancellationToken)
    {
        using var api = new ClusterApi(kubeconfig is null ? FromEks(cluster) : FromFile(kubeconfig, context));
        var objects = new List<ManifestObject>();
        foreach (var (apiVersion, kind) in Kinds)
        {
            foreach (var item in await api.ListAsync(apiVersion, kind, "", cancellationToken))
            {
                // Items of a list say neither; the list does.
                item["apiVersion"] = apiVersion;
                item["kind"] = kind;
                objects.AddRange(Expand(item));
            }
        }

        foreach (var id in objects.Select(FindSecret).OfType<ObjectId>().Distinct().ToList())
        {
            if (await api.FindAsync(id, cancellationToken) is { } secret)
            {
                objects.AddRange(Expand(secret));
            }
        }

        return objects;
    }

    private static IReadOnlyList<ManifestObject> Expand(JsonObject item) =>
        ManifestObject.Expand(JsonSerializer.SerializeToElement(item), "the cluster");

    // {"issuer":"https://…","secretName":"oidc",…}; what is malformed fails in the build, with the controller's text.
    private static ObjectId? FindSecret(ManifestObject item)
    {
        if (item.Kind is not ("Ingress" or "Service")
            || !item.Json.GetProperty("metadata").TryGetProperty("annotations", out var annotations)
            || !annotations.TryGetProperty(OidcAnnotation, out var text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text.GetString() ?? "");
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("secretName", out var name) && name.ValueKind == JsonValueKind.String
                ? new ObjectId("v1", "Secret", item.Namespace, name.GetString()!)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private KubernetesClientConfiguration FromEks(Cluster cluster)
    {
        if (cluster is not { Endpoint: { Length: > 0 } endpoint, CertificateAuthority.Data: { Length: > 0 } authority })
        {
            throw new ProvisioningException($"Cluster {cluster.Name} is {cluster.Status} and has no endpoint.");
        }

        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(authority)));
        return new KubernetesClientConfiguration
        {
            Host = endpoint,
            SslCaCerts = certificates,
            TokenProvider = new EksTokenProvider(session.Target, cluster.Name, session.Time),
            UserAgent = "eksingress-provisioner",
        };
    }

    private static KubernetesClientConfiguration FromFile(string path, string? context)
    {
        try
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigFile(new FileInfo(path), context);
        }
        catch (Exception exception) when (exception is KubeConfigException or IOException or YamlDotNet.Core.YamlException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The kubeconfig {path} cannot be used: {exception.Message}");
        }
    }
}
