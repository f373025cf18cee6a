using Amazon.WAFRegional;
using Amazon.WAFRegional.Model;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Web ACLs of WAF Classic, by id.</summary>
internal sealed class WafRegionalAssociations(IAmazonWAFRegional waf, TimeProvider time) : WebAclAssociations("WAFClassic", time)
{
    protected override async Task<string?> FindAsync(string loadBalancerArn, string failure, CancellationToken cancellationToken) =>
        (await AwsCalls.InvokeAsync(AwsCalls.WafRegional, "GetWebACLForResource", waf.GetWebACLForResourceAsync(
            new GetWebACLForResourceRequest { ResourceArn = loadBalancerArn }, cancellationToken), failure)).WebACLSummary?.WebACLId;

    protected override Task AssociateAsync(string loadBalancerArn, string webAcl, string failure, CancellationToken cancellationToken) =>
        AwsCalls.InvokeAsync(AwsCalls.WafRegional, "AssociateWebACL", waf.AssociateWebACLAsync(
            new AssociateWebACLRequest { ResourceArn = loadBalancerArn, WebACLId = webAcl }, cancellationToken), failure);

    protected override Task DisassociateAsync(string loadBalancerArn, string failure, CancellationToken cancellationToken) =>
        AwsCalls.InvokeAsync(AwsCalls.WafRegional, "DisassociateWebACL", waf.DisassociateWebACLAsync(
            new DisassociateWebACLRequest { ResourceArn = loadBalancerArn }, cancellationToken), failure);
}
