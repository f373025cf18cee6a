using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Model.Environments;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Networking;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Clusters;

/// <summary>The managed node groups, in the private subnets.</summary>
internal sealed class NodeGroupsStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly NetworkFinder _network = new(context);

    public string Name => StepNames.NodeGroups;

    public string Purpose => $"{context.Spec.NodeGroups.Count} managed node groups";

    // Nodes pull their images through the NAT gateway; without a route they never join.
    public IReadOnlyList<string> DependsOn =>
        [StepNames.Cluster, StepNames.NodeRole, context.Spec.Network.Existing is null ? StepNames.RouteTables : StepNames.Subnets];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        StepPlan? wait = null;
        foreach (var wanted in context.Spec.NodeGroups)
        {
            var observed = await FindAsync(wanted, cancellationToken);
            switch (NodeGroupPlan.Decide(wanted, observed))
            {
                case NodeGroupAction.Create:
                    return new StepPlan.Change($"created node group {wanted.Name}", token => CreateAsync(wanted, token));
                case NodeGroupAction.Update:
                    return StepPlan.Do($"updated node group {wanted.Name}", token => UpdateAsync(wanted, observed!, token));
                case NodeGroupAction.Wait:
                    // The others are looked at first, so that all of them come up at the same time.
                    wait ??= new StepPlan.Wait($"node group {wanted.Name} is {observed!.Status}", context.Target.PollInterval);
                    break;
                default:
                    break;
            }
        }

        return wait ?? new StepPlan.Ready(string.Join(", ", context.Spec.NodeGroups.Select(group => $"{group.Name} is ACTIVE")));
    }

    private async Task<Nodegroup?> FindAsync(NodeGroupSpec wanted, CancellationToken cancellationToken)
    {
        try
        {
            var response = await context.Aws.Eks.DescribeNodegroupAsync(
                new DescribeNodegroupRequest { ClusterName = ResourceNames.Cluster(context.Spec), NodegroupName = wanted.Name }, cancellationToken);
            return response.Nodegroup;
        }
        catch (AmazonEKSException exception) when (AwsErrors.IsNotFound(exception))
        {
            return null;
        }
    }

    private async Task<StepResult> CreateAsync(NodeGroupSpec wanted, CancellationToken cancellationToken)
    {
        var subnets = await _network.ListNodeSubnetsAsync(cancellationToken);
        var roleName = ResourceNames.NodeRole(context.Spec);
        try
        {
            await context.Aws.Eks.CreateNodegroupAsync(
                NodeGroupPlan.ToRequest(context.Spec, wanted, context.RoleArn(roleName), subnets, context.Tags.ForEks), cancellationToken);
            return new StepResult.Applied($"created node group {wanted.Name}");
        }
        catch (AmazonEKSException exception) when (AwsErrors.IsAlreadyExists(exception))
        {
            return new StepResult.Waiting($"node group {wanted.Name} exists already", context.Target.PollInterval);
        }
        catch (AmazonEKSException exception) when (AwsErrors.IsInvalidParameter(exception))
        {
            if (await YoungRole.IsYoungAsync(context, roleName, cancellationToken))
            {
                return new StepResult.Waiting($"EKS cannot use role {roleName} yet: {exception.Message}", context.Target.PollInterval);
            }

            throw;
        }
    }

    private Task UpdateAsync(NodeGroupSpec wanted, Nodegroup observed, CancellationToken cancellationToken) =>
        context.Aws.Eks.UpdateNodegroupConfigAsync(NodeGroupPlan.ToUpdateRequest(context.Spec, wanted, observed), cancellationToken);
}
