namespace EksIngress.Emulator.Kubernetes;

/// <summary>Writes into a PodDisruptionBudget how many pods may go.</summary>
internal sealed class DisruptionController(ObjectRegistry registry, ILogger<DisruptionController> logger)
    : Controller(registry, new HashSet<string> { DisruptionBudget.StorageKey, "pods", "replicasets.apps", "deployments.apps" }, logger)
{
    protected override IEnumerable<NamespacedName> Map(StoreEvent change) =>
        change.Resource == DisruptionBudget.StorageKey
            ? [change.Value.Key()]
            : Registry.List(DisruptionBudget.StorageKey, change.Value.Namespace()).Select(budget => budget.Key());

    protected override void Reconcile(NamespacedName key) => Registry.Change(
        DisruptionBudget.StorageKey,
        key,
        item =>
        {
            var budget = DisruptionBudget.Of(Store, item);
            var status = item.Section("status");
            status["observedGeneration"] = item.Number("metadata", "generation") ?? 1;
            status["disruptionsAllowed"] = budget.Allowed;
            status["currentHealthy"] = budget.Healthy;
            status["desiredHealthy"] = budget.Desired;
            status["expectedPods"] = budget.Expected;
            item.SetCondition(
                Time, "DisruptionAllowed", budget.Allowed > 0 ? "True" : "False", budget.Allowed > 0 ? "SufficientPods" : "InsufficientPods");
        },
        WriteOptions.ControllerManagerStatus);
}
