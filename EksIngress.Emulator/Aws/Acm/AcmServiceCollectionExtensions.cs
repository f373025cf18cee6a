using EksIngress.Emulator.Certificates;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Aws.Acm;

internal static class AcmServiceCollectionExtensions
{
    /// <summary>Adds the emulated ACM.</summary>
    public static IServiceCollection AddAcm(this IServiceCollection services)
    {
        services.AddState("aws/acm", provider => AcmState.Empty with { Quotas = provider.GetRequiredService<AwsQuotas>() });
        services.AddSingleton<ICertificateStore, AcmCertificateStore>();
        services.AddSingleton<CertificateUse>();
        services.AddSingleton<CertificateRequests>();
        services.AddSingleton<CertificateImports>();
        services.AddSingleton<CertificateListing>();
        services.AddSingleton<IAwsService, AcmService>();
        return services;
    }
}
