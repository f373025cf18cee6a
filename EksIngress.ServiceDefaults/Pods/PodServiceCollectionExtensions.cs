using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ServiceDiscovery;

namespace EksIngress.ServiceDefaults.Pods;

internal static class PodServiceCollectionExtensions
{
    // Of a role by annotation, or by a pod identity association.
    private static readonly string[] TokenVariables = ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];

    /// <summary>Adds <see cref="PodIdentity"/>, and the attachment where the configuration names an emulator.</summary>
    public static void AddPodAttachment(this IHostApplicationBuilder builder)
    {
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
