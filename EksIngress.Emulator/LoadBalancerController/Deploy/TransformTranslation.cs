using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using RuleTransform = EksIngress.Alb.Rules.RuleTransform;
using SdkTransform = Amazon.ElasticLoadBalancingV2.Model.RuleTransform;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>From the model's transforms to the SDK's.</summary>
internal static class TransformTranslation
{
    /// <returns>Null for none.</returns>
    public static List<SdkTransform>? Transforms(IReadOnlyList<RuleTransform> transforms) => transforms.Count == 0 ? null : [.. transforms.Select(ToSdk)];

    private static SdkTransform ToSdk(RuleTransform transform)
    {
        List<RewriteConfig> rewrites = [.. transform.Rewrites.Select(rewrite => new RewriteConfig { Regex = rewrite.Regex, Replace = rewrite.Replace })];
        return transform switch
        {
            RuleTransform.HostHeaderRewrite => new SdkTransform
            {
                Type = TransformTypeEnum.HostHeaderRewrite,
                HostHeaderRewriteConfig = new HostHeaderRewriteConfig { Rewrites = rewrites },
            },
            RuleTransform.UrlRewrite => new SdkTransform
            {
                Type = TransformTypeEnum.UrlRewrite,
                UrlRewriteConfig = new UrlRewriteConfig { Rewrites = rewrites },
            },
            _ => throw new InvalidOperationException($"unknown transform {transform.Type}"),
        };
    }
}
