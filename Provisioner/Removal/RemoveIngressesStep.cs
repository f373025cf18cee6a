using System.Globalization;
using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Clusters;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>
/// Deletes the Ingresses while the controller still lives, so that it removes their ALBs. A controller that cannot does not stop
/// the removal: after a while the load balancers are deleted directly, once the cluster is gone.
/// </summary>
internal sealed class RemoveIngressesStep(EnvironmentContext context, ClusterConnection connection) : IProvisioningStep
{
    private readonly ClusterFinder _clusters = new(context);

    public string Name => StepNames.Ingresses;

    public string Purpose => "delete the Ingresses and wait for the controller to remove their ALBs";

    public IReadOnlyList<string> DependsOn => [];

    // Removing an ALB takes the controller about a minute on AWS.
    private TimeSpan Patience => context.Target.IsEmulator ? TimeSpan.FromSeconds(30) : TimeSpan.FromMinutes(10);

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        if (await _clusters.FindServingAsync(cancellationToken) is not { } cluster)
        {
            return new StepPlan.Ready("there is no active cluster");
        }

        var api = connection.Get(cluster);
        var selector = "labelSelector=" + Uri.EscapeDataString($"{Ownership.EnvironmentKey}={context.Spec.Name}");
        var observed = await api.ListAsync("networking.k8s.io/v1", "Ingress", selector, cancellationToken);
        if (observed.Count == 0)
        {
            return new StepPlan.Ready("none is left");
        }

        var ids = observed.ToDictionary(Identify);
        var alive = ids.Where(pair => DeletedAt(pair.Value) is null).Select(pair => pair.Key).ToList();
        if (alive.Count > 0)
        {
            return StepPlan.Do("deleted " + string.Join(", ", alive), async token =>
            {
                foreach (var id in alive)
                {
                    await api.DeleteAsync(id, null, token);
                }
            });
        }

        var since = observed.Min(DeletedAt);
        return context.Time.GetUtcNow() - since < Patience
            ? new StepPlan.Wait($"the controller removes the ALBs of {string.Join(", ", ids.Keys)}", context.Target.PollInterval)
            : new StepPlan.Ready($"the controller did not let go of {string.Join(", ", ids.Keys)}; what is left of them is deleted directly");
    }

    // Items of a list carry neither apiVersion nor kind.
    private static ObjectId Identify(JsonObject item) => new(
        "networking.k8s.io/v1",
        "Ingress",
        item["metadata"]!["namespace"]!.GetValue<string>(),
        item["metadata"]!["name"]!.GetValue<string>());

    private static DateTimeOffset? DeletedAt(JsonObject item) =>
        item["metadata"]!["deletionTimestamp"]?.GetValue<string>() is { } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;
}
