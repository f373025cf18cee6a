using EksIngress.Alb.Stacks;
using SdkLoadBalancer = Amazon.ElasticLoadBalancingV2.Model.LoadBalancer;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>The load balancers of a stack, as they were deployed. Of several with one id the last is used.</summary>
internal sealed class StackLoadBalancers
{
    private readonly List<(string Id, SdkLoadBalancer Balancer, int? CapacityUnits, bool IsNew)> _all = [];

    /// <summary>Null when the stack wants none.</summary>
    public SdkLoadBalancer? Application => Find(ResourceTypes.LoadBalancerId);

    /// <summary>The Network Load Balancer in front; null when the stack wants none.</summary>
    public SdkLoadBalancer? FrontendNlb => Find(ResourceTypes.FrontendNlbId);

    /// <summary>All of them, each with the capacity that the stack wants and whether it was made just now.</summary>
    public IEnumerable<(SdkLoadBalancer Balancer, int? CapacityUnits, bool IsNew)> All => _all.Select(item => (item.Balancer, item.CapacityUnits, item.IsNew));

    public void Add(string id, SdkLoadBalancer balancer, int? capacityUnits, bool isNew) => _all.Add((id, balancer, capacityUnits, isNew));

    private SdkLoadBalancer? Find(string id) => _all.LastOrDefault(item => item.Id == id).Balancer;
}
