using Amazon.IdentityManagement.Model;
using EksIngress.Model.Iam;
using EksIngress.Model.Kubernetes;
using EksIngress.Model.LoadBalancerController;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Clusters;
using EksIngress.Provisioner.Ingresses;
using EksIngress.Provisioner.Kubernetes;

namespace EksIngress.Provisioner.TrustChain;

/// <summary>
/// Shows what a wrong trust policy does: the controller's role trusts another service account, the controller starts anew and so needs new
/// credentials, and its Ingresses tell why it gets none. Load balancers that exist go on, as on AWS.
/// </summary>
internal sealed class TrustPolicyDemo(EnvironmentContext context, ClusterConnection connection)
{
    /// <summary>A service account that no pod has.</summary>
    private const string WrongServiceAccount = "not-the-load-balancer-controller";

    /// <summary>The controller takes a lease of 15 s over from the one before it, and tries a call ten times before it tells.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <returns>The first warning of an Ingress; null when there is no Ingress, or none in three minutes.</returns>
    public async Task<string?> BreakAsync(CancellationToken cancellationToken)
    {
        // Events have whole seconds.
        var since = context.Time.GetUtcNow().AddSeconds(-1);
        var started = context.Time.GetTimestamp();
        await ChangeAsync(WrongServiceAccount, cancellationToken);
        var api = await connection.GetAsync(cancellationToken);
        if ((await api.ListAsync("networking.k8s.io/v1", "Ingress", "", cancellationToken)).Count == 0)
        {
            return null;
        }

        while (context.Time.GetElapsedTime(started) < Patience)
        {
            var events = await api.ListAsync("v1", "Event", "fieldSelector=involvedObject.kind%3DIngress", cancellationToken);
            if (IngressEvents.FindWarning(events.Where(item => IngressEvents.IsSince(item, since))) is { } warning)
            {
                return warning;
            }

            await Task.Delay(context.Target.PollInterval, context.Time, cancellationToken);
        }

        return null;
    }

    public Task RestoreAsync(CancellationToken cancellationToken) => ChangeAsync(ControllerNames.ServiceAccount, cancellationToken);

    private async Task ChangeAsync(string serviceAccount, CancellationToken cancellationToken)
    {
        var issuer = await new ClusterFinder(context).GetIssuerAsync(cancellationToken);
        var policy = TrustPolicies.ForServiceAccount(context.ProviderArn(issuer), issuer, ControllerNames.Namespace, serviceAccount);
        await context.Aws.Iam.UpdateAssumeRolePolicyAsync(
            new UpdateAssumeRolePolicyRequest { RoleName = ResourceNames.ControllerRole(context.Spec), PolicyDocument = PolicyDocuments.Write(policy) },
            cancellationToken);
        var api = await connection.GetAsync(cancellationToken);
        foreach (var pod in await api.ListAsync("v1", "Pod", $"labelSelector=app.kubernetes.io%2Fname%3D{ControllerNames.Name}", cancellationToken))
        {
            // Items of a list do not say what they are.
            var metadata = pod["metadata"]!;
            await api.DeleteAsync(
                new ObjectId("v1", "Pod", metadata["namespace"]!.GetValue<string>(), metadata["name"]!.GetValue<string>()), null, cancellationToken);
        }
    }
}
