using EksIngress.Model.Environments;

namespace EksIngress.Hosting.Specification;

/// <summary>Gathers what the application model says about an environment into its specification.</summary>
internal static class EnvironmentSpecFactory
{
    /// <summary>Takes the place of a region that is missing, so that the other faults are found as well.</summary>
    public const string NoRegion = "us-east-1";

    /// <exception cref="DistributedApplicationException">The model has faults; the message lists them all.</exception>
    public static async Task<EnvironmentSpec> CreateAsync(
        EksEnvironmentResource environment,
        DistributedApplicationModel model,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var context = new SpecificationContext(environment, WorkloadProjects.Of(environment, model, faults), executionContext, faults);
        var spec = new EnvironmentSpec
        {
            Name = environment.Name,
            Region = context.Region() ?? NoRegion,
            EndpointAccess = environment.EndpointAccess ?? new EndpointAccessSpec(),
            AuthenticationMode = environment.AuthenticationMode ?? ClusterAuthenticationMode.Api,
            Tags = Tags(context),
            Network = Network(context),
            NodeGroups = [.. environment.NodeGroups.Select(group => group.Spec)],
            // The processes that the AppHost runs stand for pods: in a rolling update two pods have one process and its address.
            PodReadinessGates = environment.HasPodReadinessGates && executionContext.IsPublishMode,
            Workloads = await WorkloadSpecs.CollectAsync(context, cancellationToken),
            Ingresses = IngressSpecs.Of(context),
        };
        spec = spec with
        {
            KubernetesVersion = environment.KubernetesVersion ?? spec.KubernetesVersion,
            Parameters = context.Parameters.Declared,
        };

        // Why an Ingress has no rule is among the faults already, in terms of its paths.
        faults.AddRange(EnvironmentValidator.Validate(spec)
            .Where(fault => !fault.Contains("rules: there are 0;", StringComparison.Ordinal))
            .Select(fault => FaultNames.ByResource(fault, spec)));
        return faults.Count == 0
            ? spec
            : throw new DistributedApplicationException(
                $"EKS environment '{environment.Name}' cannot be built:\n"
                + string.Join('\n', faults.Distinct(StringComparer.Ordinal).Select(fault => "  - " + fault)));
    }

    private static SortedDictionary<string, string>? Tags(SpecificationContext context) => context.Environment.Tags.Count == 0
        ? null
        : new(context.Environment.Tags.ToDictionary(tag => tag.Key, tag => context.Text($"Tag '{tag.Key}'", tag.Value), StringComparer.Ordinal), StringComparer.Ordinal);

    // The emulated account has no VPC of someone else's: while the AppHost runs it gets one of its own.
    private static NetworkSpec Network(SpecificationContext context) => context is { ExecutionContext.IsPublishMode: true, Environment.ExistingVpc: { } existing }
        ? new NetworkSpec
        {
            Existing = new ExistingNetworkSpec
            {
                VpcId = context.Text("The VPC id", existing.VpcId),
                PrivateSubnetIds = [.. existing.PrivateSubnetIds.Select(id => context.Text("The id of a private subnet", id))],
                PublicSubnetIds = [.. existing.PublicSubnetIds.Select(id => context.Text("The id of a public subnet", id))],
            },
        }
        : context.Environment.NewNetwork ?? new NetworkSpec();
}
