namespace Aspire.Hosting.Backchannel;

internal static class BackchannelServiceCollectionExtensions
{
    /// <summary>Lets the Aspire CLI follow and steer the application.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="isRun">Whether the application runs: only then later commands look for it.</param>
    public static IServiceCollection AddBackchannel(this IServiceCollection services, bool isRun)
    {
        services.AddSingleton<BackchannelLoggerProvider>();
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<BackchannelLoggerProvider>());
        services.AddSingleton<AppHostRpcTarget>();
        services.AddSingleton<BackchannelService>();
        services.AddHostedService(provider => provider.GetRequiredService<BackchannelService>());
        services.AddHostedService<CliOrphanDetector>();
        if (isRun)
        {
            services.AddSingleton<BackchannelConsole>();
            services.AddSingleton<AuxiliaryRpcTarget>();
            services.AddHostedService<AuxiliaryBackchannelService>();
        }

        return services;
    }
}
