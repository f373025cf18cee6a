using EksIngress.Emulator.Aws.Shield;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Waf;

internal static class WafServiceCollectionExtensions
{
    /// <summary>Adds WAF, WAF Classic and Shield, as far as a load balancer controller asks them.</summary>
    public static IServiceCollection AddWaf(this IServiceCollection services)
    {
        services.AddState("aws/waf", provider => WebAclState.Empty with { Quotas = provider.GetRequiredService<AwsQuotas>() });
        services.AddSingleton<WebAclOperations>();
        services.AddSingleton<WebAclAssociations>();
        services.AddSingleton<WebAclTags>();
        services.AddSingleton<IAwsService, WafV2Service>();
        services.AddSingleton<IAwsService, WafRegionalService>();
        services.AddState("aws/shield", _ => ShieldState.Empty);
        services.AddSingleton<IAwsService, ShieldService>();
        return services;
    }
}
