using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Ecr;

internal static class EcrServiceCollectionExtensions
{
    /// <summary>Adds the emulated ECR.</summary>
    public static IServiceCollection AddEcr(this IServiceCollection services)
    {
        services.AddState("aws/ecr", provider => EcrState.Empty with { Quotas = provider.GetRequiredService<AwsQuotas>() });
        services.AddSingleton<IAwsService, EcrService>();
        return services;
    }
}
