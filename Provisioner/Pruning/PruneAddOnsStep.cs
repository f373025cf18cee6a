using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Clusters;
using EksIngress.Provisioner.Removal;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Pruning;

/// <summary>Deletes add-ons that an earlier specification needed, after what needed them. Those that someone else made stay, even if they have the same name.</summary>
internal sealed class PruneAddOnsStep(EnvironmentContext context)
    : PruningStep(context, StepNames.StaleAddOns, "add-ons that the specification no longer needs")
{
    private readonly string _cluster = ResourceNames.Cluster(context.Spec);

    public override IReadOnlyList<string> DependsOn => [StepNames.StaleObjects, StepNames.StalePodIdentity];

    public override async Task<IReadOnlyList<StalePart>> FindStaleAsync(CancellationToken cancellationToken)
    {
        var names = await Paging.AllAsync<string>(async marker =>
        {
            var page = await Context.Aws.Eks.ListAddonsAsync(new ListAddonsRequest { ClusterName = _cluster, NextToken = marker }, cancellationToken);
            return (page.Addons, page.NextToken);
        });
        var parts = new List<StalePart>();
        foreach (var name in names.Except(AddOnsStep.Needed(Context.Spec), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (await AddOnsStep.FindAsync(Context, name, cancellationToken) is { } observed && Context.Tags.Owns(observed.Tags))
            {
                parts.Add(observed.Status == AddonStatus.DELETING
                    ? new StalePart.Waiting($"add-on {name}", $"add-on {name} is DELETING")
                    : new StalePart.Removable(new RemovablePart($"add-on {name}", token =>
                        Context.Aws.Eks.DeleteAddonAsync(new DeleteAddonRequest { ClusterName = _cluster, AddonName = name }, token))));
            }
        }

        return parts;
    }
}
