using Amazon.EKS;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Networking;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Clusters;

/// <summary>The EKS control plane.</summary>
internal sealed class ClusterStep(EnvironmentContext context) : IProvisioningStep
{
    private readonly ClusterFinder _clusters = new(context);
    private readonly NetworkFinder _network = new(context);

    public string Name => StepNames.Cluster;

    public string Purpose => $"EKS cluster {ResourceNames.Cluster(context.Spec)}, Kubernetes {context.Spec.KubernetesVersion}";

    // The NAT gateway is needed by nodes only: it comes up beside the control plane, which takes much longer.
    public IReadOnlyList<string> DependsOn => [StepNames.Subnets, StepNames.ClusterRole];

    public async Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var observed = await _clusters.FindAsync(cancellationToken);
        if (observed is not null)
        {
            _clusters.ThrowIfForeign(observed);
        }

        return ClusterPlan.Decide(context.Spec, observed) switch
        {
            ClusterAction.Create => new StepPlan.Change($"created cluster {ResourceNames.Cluster(context.Spec)}", CreateAsync),
            ClusterAction.UpdateEndpoint => StepPlan.Do($"set the endpoint access of cluster {observed!.Name}", token =>
                context.Aws.Eks.UpdateClusterConfigAsync(ClusterPlan.ToEndpointRequest(context.Spec), token)),
            ClusterAction.UpdateAuthentication => StepPlan.Do($"set the authentication mode of cluster {observed!.Name}", token =>
                context.Aws.Eks.UpdateClusterConfigAsync(ClusterPlan.ToAuthenticationRequest(context.Spec), token)),
            ClusterAction.Wait => new StepPlan.Wait($"cluster {observed!.Name} is {observed.Status}", context.Target.PollInterval),
            _ => new StepPlan.Ready($"{observed!.Name} is ACTIVE at {observed.Endpoint}"),
        };
    }

    private async Task<StepResult> CreateAsync(CancellationToken cancellationToken)
    {
        var subnets = await _network.ListClusterSubnetsAsync(cancellationToken);
        var roleName = ResourceNames.ClusterRole(context.Spec);
        var request = ClusterPlan.ToRequest(
            context.Spec, context.RoleArn(roleName), subnets, context.Tags.ForEks);
        try
        {
            await context.Aws.Eks.CreateClusterAsync(request, cancellationToken);
            return new StepResult.Applied($"created cluster {request.Name}");
        }
        catch (AmazonEKSException exception) when (AwsErrors.IsAlreadyExists(exception))
        {
            // A create whose answer was lost. The next attempt describes it, and checks whose it is.
            return new StepResult.Waiting($"cluster {request.Name} exists already", context.Target.PollInterval);
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
}
