using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Ec2;

namespace Microsoft.Extensions.DependencyInjection;

internal static class Ec2ServiceCollectionExtensions
{
    /// <summary>Adds the emulated EC2, and what other services see of it: <see cref="IEc2Lookup"/> and <see cref="Ec2Network"/>.</summary>
    public static IServiceCollection AddEc2(this IServiceCollection services)
    {
        services.AddSingleton<Ec2Regions>();
        services.AddSingleton<Ec2Network>();
        services.AddSingleton<IEc2Lookup>(provider => provider.GetRequiredService<Ec2Network>());
        services.AddSingleton<IAwsService, Ec2Service>();
        return services;
    }
}
