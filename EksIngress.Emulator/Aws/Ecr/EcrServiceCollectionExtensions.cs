namespace EksIngress.Emulator.Aws.Ecr;

internal static class EcrServiceCollectionExtensions
{
    /// <summary>Adds the emulated ECR.</summary>
    public static IServiceCollection AddEcr(this IServiceCollection services)
    {
        services.AddSingleton(new Guarded<EcrState>(EcrState.Empty));
        services.AddSingleton<IAwsService, EcrService>();
        return services;
    }
}
