using EksIngress.Emulator.Aws.Acm;
using EksIngress.Emulator.Aws.Ec2;
using EksIngress.Emulator.Aws.Ecr;
using EksIngress.Emulator.Aws.Eks;
using EksIngress.Emulator.Aws.ElbV2;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Waf;

namespace EksIngress.Emulator.Aws.Tagging;

internal static class TaggingServiceCollectionExtensions
{
    /// <summary>Adds the emulated Resource Groups Tagging API over the services that have tags.</summary>
    public static IServiceCollection AddTagging(this IServiceCollection services)
    {
        services.AddSource<Ec2Regions>((ec2, call) => Of(ec2.Observe(call.Region)));
        services.AddSource<ElbRegions>((elb, call) => elb[call].Current.Tags.Select(tags => new TaggedResource(tags.Key, tags.Value)));
        services.AddSource<Guarded<EksState>>((eks, call) => eks.Current.Clusters.Values.Where(cluster => cluster.Region == call.Region).SelectMany(Of));
        services.AddSource<Guarded<AcmState>>((acm, call) => acm.Current.In(call.Region).Select(certificate => new TaggedResource(certificate.Arn, certificate.Tags)));
        services.AddSource<Guarded<EcrState>>((ecr, call) => ecr.Current.Repositories.Values
            .Where(repository => repository.Region == call.Region).Select(repository => new TaggedResource(repository.Arn, repository.Tags)));
        services.AddSource<Guarded<WebAclState>>((waf, call) => waf.Current.WebAcls.Values
            .Where(acl => acl.Region == call.Region).Select(acl => new TaggedResource(acl.Arn, acl.Tags)));
        services.AddSource<Guarded<IamState>>((iam, call) => call.Region == TagTarget.GlobalRegion ? Of(iam.Current) : []);

        // Looked up when used: the catalog is made of the services.
        services.AddSingleton<Func<AwsServiceCatalog>>(provider => provider.GetRequiredService<AwsServiceCatalog>);
        services.AddSingleton<NativeTagging>();
        services.AddSingleton<IAwsService, TaggingService>();
        return services;
    }

    private static void AddSource<T>(this IServiceCollection services, Func<T, AwsCall, IEnumerable<TaggedResource>> find)
        where T : notnull =>
        services.AddSingleton(provider =>
        {
            var store = provider.GetRequiredService<T>();
            return new TagSource(call => find(store, call));
        });

    private static IEnumerable<TaggedResource> Of(Ec2Scope ec2) => ec2.State.Resources.Values.Select(resource => new TaggedResource(ec2.Arn(resource), resource.Tags));

    private static IEnumerable<TaggedResource> Of(EksCluster cluster) =>
    [
        new(cluster.Arn, cluster.Tags),
        .. cluster.NodeGroups.Values.Select(group => new TaggedResource(group.Arn, group.Tags)),
        .. cluster.Addons.Values.Select(addon => new TaggedResource(addon.Arn, addon.Tags)),
        .. cluster.PodIdentities.Values.Select(association => new TaggedResource(association.Arn, association.Tags)),
        .. cluster.AccessEntries.Values.Select(entry => new TaggedResource(entry.Arn, entry.Tags)),
    ];

    private static IEnumerable<TaggedResource> Of(IamState iam) =>
    [
        .. iam.Policies.Values.Select(policy => new TaggedResource(policy.Arn, policy.Tags)),
        .. iam.InstanceProfiles.Values.Select(profile => new TaggedResource(profile.Arn, profile.Tags)),
        .. iam.OidcProviders.Values.Select(provider => new TaggedResource(provider.Arn, provider.Tags)),
    ];
}
