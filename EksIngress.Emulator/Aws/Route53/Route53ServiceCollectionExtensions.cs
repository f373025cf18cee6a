using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Route53;

internal static class Route53ServiceCollectionExtensions
{
    /// <summary>Adds the emulated Route 53.</summary>
    public static IServiceCollection AddRoute53(this IServiceCollection services)
    {
        services.AddState("aws/route53", _ => Route53State.Empty);
        services.AddSingleton<ChangeLog>();
        services.AddSingleton<IAwsService, Route53Service>();
        return services;
    }
}
