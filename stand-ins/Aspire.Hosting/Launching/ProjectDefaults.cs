using System.Globalization;
using System.Net.Sockets;

namespace Aspire.Hosting.Launching;

/// <summary>What a project gets by being one: telemetry, console format, and the endpoints and variables of its launch profile.</summary>
internal static class ProjectDefaults
{
    public static IResourceBuilder<ProjectResource> WithProjectDefaults(
        this IResourceBuilder<ProjectResource> builder, ProjectResourceOptions options)
    {
        var project = builder.Resource;
        var configuration = builder.ApplicationBuilder.Configuration;
        builder.WithOtlpExporter();
        if (builder.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            builder.WithEnvironment("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true");
            builder.WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "simple");
        }

        AnnotateLaunchProfile(builder, options, configuration);
        var selected = LaunchProfiles.Find(project);
        var kestrel = options.ExcludeKestrelEndpoints ? [] : KestrelEndpoints.Read(project.GetProjectMetadata().ProjectPath);
        if (kestrel.Count > 0)
        {
            AddUrls(builder, kestrel);
        }
        else if (selected is { Profile.ApplicationUrl: { Length: > 0 } urls })
        {
            AddUrls(builder, [.. urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(url => (Name: (string?)null, Url: BindingAddress.Parse(project.Name, url)))]);
        }

        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return builder.WithPublishDefaults();
        }

        if (selected is { } profile)
        {
            builder.WithArgs(context => LaunchProfiles.AddArguments(context, profile.Profile));
        }

        return builder.WithEnvironment(context =>
        {
            if (kestrel.Count == 0)
            {
                AddServerUrls(project, context);
            }

            if (selected is { } launch)
            {
                context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", launch.Name);
                foreach (var (key, value) in launch.Profile.EnvironmentVariables)
                {
                    context.EnvironmentVariables.TryAdd(key, Environment.ExpandEnvironmentVariables(value));
                }
            }
        });
    }

    private static void AnnotateLaunchProfile(
        IResourceBuilder<ProjectResource> builder, ProjectResourceOptions options, ConfigurationManager configuration)
    {
        if (options.ExcludeLaunchProfile)
        {
            builder.WithAnnotation<ExcludeLaunchProfileAnnotation>();
        }
        else if (options.LaunchProfileName is { Length: > 0 } name)
        {
            builder.WithAnnotation(new LaunchProfileAnnotation(name));
            if (LaunchProfiles.Find(builder.Resource) is null)
            {
                throw new DistributedApplicationException(
                    $"Project '{builder.Resource.Name}' has no launch profile '{name}' in '{LaunchProfiles.PathOf(builder.Resource.GetProjectMetadata())}'.");
            }
        }
        else if ((configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"]) is { Length: > 0 } own)
        {
            builder.WithAnnotation(new DefaultLaunchProfileAnnotation(own));
        }
    }

    private static void AddUrls(IResourceBuilder<ProjectResource> builder, IReadOnlyList<(string? Name, Uri Url)> urls)
    {
        var perScheme = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, url) in urls)
        {
            var count = perScheme[url.Scheme] = perScheme.GetValueOrDefault(url.Scheme) + 1;
            var endpoint = new EndpointAnnotation(
                ProtocolType.Tcp,
                uriScheme: url.Scheme,
                name: name ?? (count == 1 ? url.Scheme : url.Scheme + count.ToString(CultureInfo.InvariantCulture)),
                port: builder.ApplicationBuilder.ExecutionContext.IsRunMode && url.Port > 0 ? url.Port : null)
            {
                FromLaunchProfile = true,
                TargetHost = url.Host,
                TlsEnabled = url.Scheme == "https",
            };
            builder.WithAnnotation(endpoint);
        }
    }

    private static void AddServerUrls(ProjectResource project, EnvironmentCallbackContext context)
    {
        var endpoints = project.GetEndpoints()
            .Where(endpoint => endpoint.Scheme is "http" or "https" && !EndpointsInEnvironment.Excludes(project, endpoint.EndpointAnnotation))
            .ToList();
        if (endpoints.Count == 0)
        {
            return;
        }

        var urls = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            if (!urls.IsEmpty)
            {
                urls.AppendLiteral(";");
            }

            urls.AppendLiteral($"{endpoint.Scheme}://{endpoint.EndpointAnnotation.TargetHost}:");
            urls.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
        }

        context.EnvironmentVariables.TryAdd("ASPNETCORE_URLS", urls.Build());
        if (endpoints.FirstOrDefault(endpoint => endpoint.IsHttps) is { } https)
        {
            context.EnvironmentVariables.TryAdd("ASPNETCORE_HTTPS_PORT", https.Property(EndpointProperty.Port));
        }
    }

    private static IResourceBuilder<ProjectResource> WithPublishDefaults(this IResourceBuilder<ProjectResource> builder)
    {
        var project = builder.Resource;
        if (project.Annotations.OfType<EndpointAnnotation>().Any())
        {
            // Behind an ingress the binding that terminates TLS is a matter of the platform: both are offered.
            foreach (var scheme in (string[])["http", "https"])
            {
                if (!project.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.UriScheme == scheme))
                {
                    builder.WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, uriScheme: scheme, name: scheme) { FromLaunchProfile = true });
                }
            }
        }

        return builder.WithEnvironment(context =>
        {
            var endpoints = project.GetEndpoints().Where(endpoint => endpoint.Scheme is "http" or "https").ToList();
            if (endpoints.Count == 0)
            {
                return;
            }

            if (!project.HasAnnotationOfType<DisableForwardedHeadersAnnotation>())
            {
                context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
            }

            SetPorts(context, "HTTP_PORTS", endpoints.Where(endpoint => endpoint.IsHttp));
            SetPorts(context, "HTTPS_PORTS", endpoints.Where(endpoint => endpoint.IsHttps && !endpoint.EndpointAnnotation.FromLaunchProfile));
        });
    }

    private static void SetPorts(EnvironmentCallbackContext context, string variable, IEnumerable<EndpointReference> endpoints)
    {
        var ports = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            if (!ports.IsEmpty)
            {
                ports.AppendLiteral(";");
            }

            ports.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
        }

        if (!ports.IsEmpty)
        {
            context.EnvironmentVariables[variable] = ports.Build();
        }
    }
}
