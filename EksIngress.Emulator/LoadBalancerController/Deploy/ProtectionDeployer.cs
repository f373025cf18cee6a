using EksIngress.Alb;
using EksIngress.Alb.WebAcls;
using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>Gives a load balancer its web ACLs and its Shield protection. What no Ingress says anything about is left as it is.</summary>
internal sealed class ProtectionDeployer(
    WafV2Associations webAcls, WafRegionalAssociations regionalWebAcls, ShieldProtections shield, ControllerConfiguration configuration, ControllerLog log)
{
    /// <param name="loadBalancerArn">The load balancer.</param>
    /// <param name="desired">What Ingresses say.</param>
    /// <param name="hasShield">Answer of <see cref="HasShieldAsync"/>.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="AwsCallException">WAF or Shield refused.</exception>
    public async Task DeployAsync(string loadBalancerArn, LoadBalancerProtections desired, bool hasShield, CancellationToken cancellationToken)
    {
        if (configuration.EnableWafV2 && desired.WebAclArn is { } arn)
        {
            await webAcls.ReconcileAsync(loadBalancerArn, arn, cancellationToken);
        }

        if (configuration.EnableWaf && desired.RegionalWebAclId is { } id)
        {
            await regionalWebAcls.ReconcileAsync(loadBalancerArn, id, cancellationToken);
        }

        if (hasShield && desired.ShieldEnabled is { } isWanted)
        {
            await shield.ReconcileAsync(loadBalancerArn, isWanted, cancellationToken);
        }
    }

    /// <summary>
    /// Whether Shield is looked after: asked before anything is deployed, whatever is, as upstream does. An account whose subscription cannot be
    /// read is treated as one without.
    /// </summary>
    public async Task<bool> HasShieldAsync(CancellationToken cancellationToken)
    {
        if (!configuration.EnableShield)
        {
            return false;
        }

        try
        {
            return await shield.IsSubscribedAsync(cancellationToken);
        }
        catch (AwsCallException exception)
        {
            log.Error("controllers.ingress", "unable to determine AWS Shield subscription state, skipping AWS shield reconciliation", exception.Message);
            return false;
        }
    }
}
