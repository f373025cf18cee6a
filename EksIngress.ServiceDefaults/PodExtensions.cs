using EksIngress.ServiceDefaults.Pods;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ServiceDiscovery;

namespace EksIngress.ServiceDefaults;

/// <summary>Programs as pods of an emulated cluster.</summary>
public static class PodExtensions
{
    // Of a role by annotation, or by a pod identity association.
    private static readonly string[] TokenVariables = ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];

    /// <summary>
    /// Adds <see cref="PodIdentity"/>; and where the configuration names an emulator (<c>EksIngress:Attach:Url</c>, which an AppHost with
    /// an EKS environment sets), the process becomes a pod of its cluster: it listens on the pod's address as well, finds other workloads
    /// by their Services' names, and has its logs in the cluster. Everywhere else that part does nothing.
    /// For service defaults other than <see cref="Extensions.AddServiceDefaults"/>, which does it too. Call it before <c>AddServiceDiscovery</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException"><c>EksIngress:Attach:Url</c> is set and another key of that section is missing or wrong.</exception>
    public static void AddEksPod(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new PodIdentity(builder.Configuration));
        var section = builder.Configuration.GetSection(PodAttachmentOptions.Section);
        if (string.IsNullOrEmpty(section["Url"]))
        {
            return;
        }

        var options = section.Get<PodAttachmentOptions>()!;
        options.TokenFile ??= TokenVariables.Select(name => builder.Configuration[name]).FirstOrDefault(file => !string.IsNullOrEmpty(file));
        if (options.Validate().ToList() is { Count: > 0 } faults)
        {
            throw new InvalidOperationException(string.Join(' ', faults));
        }

        builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options));
        builder.Services.AddSingleton<PodLog>();
        builder.Services.AddSingleton<ILoggerProvider>(services => services.GetRequiredService<PodLog>());
        builder.Services.AddSingleton<IServiceEndpointProviderFactory, ClusterServiceEndpointProviderFactory>();
        builder.Services.AddHostedService<PodAttachment>();
    }
}
