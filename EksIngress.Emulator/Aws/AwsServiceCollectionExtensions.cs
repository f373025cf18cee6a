using EksIngress.Emulator.Aws.Acm;
using EksIngress.Emulator.Aws.Ecr;
using EksIngress.Emulator.Aws.Eks;
using EksIngress.Emulator.Aws.Explain;
using EksIngress.Emulator.Aws.Faults;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Route53;
using EksIngress.Emulator.Aws.Signing;
using EksIngress.Emulator.Aws.Sts;
using EksIngress.Emulator.Aws.Tagging;
using EksIngress.Emulator.Aws.Waf;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Emulator.State;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws;

internal static class AwsServiceCollectionExtensions
{
    /// <summary>Registers the AWS endpoint with STS, IAM, EKS, EC2, ACM, ECR, WAF, Shield, Route 53 and the Resource Groups Tagging API.</summary>
    public static IServiceCollection AddAws(this IServiceCollection services)
    {
        services.AddSingleton<AwsEndpointAddress>();
        services.AddSingleton(provider => new AwsQuotas(provider.GetRequiredService<IOptions<EmulatorOptions>>().Value.Quotas));
        services.AddSingleton<AwsServiceCatalog>();
        services.AddSingleton<AwsPipeline>();
        services.AddSingleton<FaultPlan>();
        services.AddSingleton<FaultInjector>();
        services.AddSingleton<FaultEndpoint>();
        services.AddSingleton<DenialLog>();
        services.AddSingleton<PermissionExplanation>();
        services.AddSingleton<RoleLinks>();
        services.AddSingleton<WebIdentityExplanation>();
        services.AddSingleton<PodIdentityExplanation>();
        services.AddSingleton<TrustExplanation>();
        services.AddSingleton<ExplainEndpoint>();
        services.AddSingleton<AccessControl>();
        services.AddSingleton<AccessKeyUses>();
        services.AddSingleton<SignatureVerifier>();

        services.AddSingleton(IamSeed.Create);
        services.AddSingleton(IamSeed.FindKey);
        services.AddState("aws/sts", _ => SessionState.Empty);
        services.AddSingleton<CredentialStore>();
        services.AddSingleton<ICredentialSource>(provider => provider.GetRequiredService<CredentialStore>());
        services.AddSingleton<CallerResolver>();

        // Looked up when used: the Kubernetes side authenticates its callers by services of this side.
        services.AddSingleton<Func<IKubernetesClusters>>(provider => () => provider.GetRequiredService<IKubernetesClusters>());
        services.AddSingleton<Func<IClusterObjects>>(provider => () => provider.GetRequiredService<IClusterObjects>());

        services.AddSingleton<AuthorizationMessages>();
        services.AddSingleton<RoleAssumption>();
        services.AddSingleton<WebIdentityAssumption>();
        services.AddSingleton<UserSessions>();
        services.AddSingleton<IAwsService, StsService>();
        services.AddSingleton<ServiceLinkedRoleUse>();
        services.AddSingleton<ServiceLinkedRoles>();
        services.AddSingleton<IAwsService, IamService>();
        services.AddEc2();
        services.AddEks();
        services.AddAcm();
        services.AddEcr();
        services.AddWaf();
        services.AddRoute53();
        services.AddTagging();
        foreach (var absent in AbsentService.All)
        {
            services.AddSingleton<IAwsService>(absent);
        }

        return services;
    }

    /// <summary>Serves <c>/_emulator/faults</c>.</summary>
    public static void MapFaults(this IEndpointRouteBuilder endpoints)
    {
        var faults = endpoints.ServiceProvider.GetRequiredService<FaultEndpoint>();
        endpoints.MapMethods("/_emulator/faults", ["GET", "PUT", "DELETE"], (Delegate)faults.InvokeAsync);
    }

    /// <summary>Serves <c>/_emulator/explain/trust</c> and <c>/_emulator/explain/denials</c>.</summary>
    public static void MapExplain(this IEndpointRouteBuilder endpoints)
    {
        var explain = endpoints.ServiceProvider.GetRequiredService<ExplainEndpoint>();
        endpoints.MapGet("/_emulator/explain/trust", (Delegate)explain.ExplainTrust);
        endpoints.MapGet("/_emulator/explain/denials", (Delegate)explain.ListDenials);
    }

    /// <summary>Everything that no other route took is an AWS call.</summary>
    public static IApplicationBuilder UseAws(this IApplicationBuilder app)
    {
        var pipeline = app.ApplicationServices.GetRequiredService<AwsPipeline>();
        return app.Use((HttpContext context, RequestDelegate next) => context.GetEndpoint() is null ? pipeline.InvokeAsync(context) : next(context));
    }
}
