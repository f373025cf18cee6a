using EksIngress.Emulator.Certificates;

namespace EksIngress.Emulator.Aws.Acm;

internal static class AcmServiceCollectionExtensions
{
    /// <summary>Adds the emulated ACM.</summary>
    public static IServiceCollection AddAcm(this IServiceCollection services)
    {
        services.AddSingleton(new Guarded<AcmState>(AcmState.Empty));
        services.AddSingleton<ICertificateStore, AcmCertificateStore>();
        services.AddSingleton<CertificateUse>();
        services.AddSingleton<CertificateRequests>();
        services.AddSingleton<CertificateImports>();
        services.AddSingleton<CertificateListing>();
        services.AddSingleton<IAwsService, AcmService>();
        return services;
    }
}
