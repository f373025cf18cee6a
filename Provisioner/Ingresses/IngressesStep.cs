using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Certificates;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Steps;
using EksIngress.Provisioner.Workloads;

namespace EksIngress.Provisioner.Ingresses;

/// <summary>The Ingresses of the published tree, applied.</summary>
internal sealed class IngressesStep(EnvironmentContext context, ClusterConnection connection, ManifestSet manifests) : IProvisioningStep
{
    private const string CertificateArn = "alb.ingress.kubernetes.io/certificate-arn";

    // Watches bring news within moments; what is refused after this is refused for good.
    private static readonly TimeSpan ClassYouth = TimeSpan.FromMinutes(1);

    private readonly CertificateFinder _certificates = new(context);

    public string Name => StepNames.Ingresses;

    public string Purpose => $"{context.Spec.Ingresses.Count} Ingresses";

    public IReadOnlyList<string> DependsOn => [StepNames.Workloads, StepNames.Certificates];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var api = await connection.GetAsync(cancellationToken);
        var wanted = await WithCertificatesAsync(cancellationToken);
        return await ObjectSet.PlanAsync(api, wanted, cancellationToken) switch
        {
            StepPlan.Change change => change with { ApplyAsync = token => ApplyAsync(change, api, wanted, token) },
            _ => new StepPlan.Ready($"{manifests.Ingresses.Count} objects"),
        };
    }

    // The controller's webhook looks an Ingress's class up in what it has heard of the cluster, and refuses a class that it has not heard of yet.
    private async Task<StepResult> ApplyAsync(StepPlan.Change change, ClusterApi api, IReadOnlyList<JsonObject> wanted, CancellationToken cancellationToken)
    {
        try
        {
            return await change.ApplyAsync(cancellationToken);
        }
        catch (KubernetesApiException exception) when (exception.Status == HttpStatusCode.Forbidden)
        {
            foreach (var id in wanted.Select(ObjectId.Of).Where(id => id.Kind == "IngressClass"))
            {
                if (IsYoung(await api.FindAsync(id, cancellationToken)))
                {
                    return new StepResult.Waiting(exception.Message, context.Target.PollInterval);
                }
            }

            throw;
        }
    }

    private bool IsYoung(JsonObject? item) =>
        item?["metadata"]?["creationTimestamp"]?.GetValue<string>() is { } text
            && context.Time.GetUtcNow() - DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) < ClassYouth;

    // The ARNs of certificates that were asked for are known to nobody before.
    private async Task<IReadOnlyList<JsonObject>> WithCertificatesAsync(CancellationToken cancellationToken)
    {
        var wanted = new List<JsonObject>();
        foreach (var item in manifests.Ingresses)
        {
            var id = ObjectId.Of(item);
            var ingress = context.Spec.Ingresses.FirstOrDefault(spec => id.Kind == "Ingress" && spec.Name == id.Name && spec.Namespace == (id.Namespace ?? "default"));
            if (ingress?.Https?.Requests is not { Count: > 0 } requests)
            {
                wanted.Add(item);
                continue;
            }

            var arns = new List<string>(ingress.Https.CertificateArns);
            foreach (var request in requests)
            {
                arns.Add(await _certificates.GetArnAsync(request, cancellationToken));
            }

            var copy = item.DeepClone().AsObject();
            copy["metadata"]!["annotations"]![CertificateArn] = string.Join(',', arns);
            wanted.Add(copy);
        }

        return wanted;
    }
}
