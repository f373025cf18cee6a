using Amazon.WAFV2;
using Amazon.WAFV2.Model;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Web ACLs of WAFv2, by ARN.</summary>
internal sealed class WafV2Associations(IAmazonWAFV2 waf, TimeProvider time) : WebAclAssociations("WAFv2", time)
{
    protected override async Task<string?> FindAsync(string loadBalancerArn, string failure, CancellationToken cancellationToken) =>
        (await AwsCalls.InvokeAsync(AwsCalls.WafV2, "GetWebACLForResource", waf.GetWebACLForResourceAsync(
            new GetWebACLForResourceRequest { ResourceArn = loadBalancerArn }, cancellationToken), failure)).WebACL?.ARN;

    protected override Task AssociateAsync(string loadBalancerArn, string webAcl, string failure, CancellationToken cancellationToken) =>
        AwsCalls.InvokeAsync(AwsCalls.WafV2, "AssociateWebACL", waf.AssociateWebACLAsync(
            new AssociateWebACLRequest { ResourceArn = loadBalancerArn, WebACLArn = webAcl }, cancellationToken), failure);

    protected override Task DisassociateAsync(string loadBalancerArn, string failure, CancellationToken cancellationToken) =>
        AwsCalls.InvokeAsync(AwsCalls.WafV2, "DisassociateWebACL", waf.DisassociateWebACLAsync(
            new DisassociateWebACLRequest { ResourceArn = loadBalancerArn }, cancellationToken), failure);
}
