using Amazon.EKS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using EksIngress.StandIns.Aws;

namespace Amazon.EKS;

public class AmazonEKSClient : AmazonServiceClient, IAmazonEKS
{
    public AmazonEKSClient()
        : base(new AmazonEKSConfig()) { }

    public AmazonEKSClient(RegionEndpoint region)
        : base(new AmazonEKSConfig { RegionEndpoint = region }) { }

    public AmazonEKSClient(AmazonEKSConfig config)
        : base(config) { }

    public AmazonEKSClient(AWSCredentials credentials)
        : this(credentials, new AmazonEKSConfig()) { }

    public AmazonEKSClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonEKSConfig { RegionEndpoint = region }) { }

    public AmazonEKSClient(AWSCredentials credentials, AmazonEKSConfig clientConfig)
        : base(credentials, clientConfig) { }

    public AmazonEKSClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonEKSConfig()) { }

    public AmazonEKSClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonEKSConfig { RegionEndpoint = region }) { }

    public AmazonEKSClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonEKSConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonEKSClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonEKSConfig()) { }

    public AmazonEKSClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonEKSConfig { RegionEndpoint = region }) { }

    public AmazonEKSClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonEKSConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata("EKS");

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    public virtual Task<CreateClusterResponse> CreateClusterAsync(CreateClusterRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateClusterResponse>(request, EKSOperations.CreateCluster.Options, cancellationToken);

    public virtual Task<DescribeClusterResponse> DescribeClusterAsync(DescribeClusterRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeClusterResponse>(request, EKSOperations.DescribeCluster.Options, cancellationToken);

    public virtual Task<DeleteClusterResponse> DeleteClusterAsync(DeleteClusterRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteClusterResponse>(request, EKSOperations.DeleteCluster.Options, cancellationToken);

    public virtual Task<ListClustersResponse> ListClustersAsync(ListClustersRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListClustersResponse>(request, EKSOperations.ListClusters.Options, cancellationToken);

    public virtual Task<UpdateClusterConfigResponse> UpdateClusterConfigAsync(UpdateClusterConfigRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateClusterConfigResponse>(request, EKSOperations.UpdateClusterConfig.Options, cancellationToken);

    public virtual Task<UpdateClusterVersionResponse> UpdateClusterVersionAsync(UpdateClusterVersionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateClusterVersionResponse>(request, EKSOperations.UpdateClusterVersion.Options, cancellationToken);

    public virtual Task<DescribeClusterVersionsResponse> DescribeClusterVersionsAsync(DescribeClusterVersionsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeClusterVersionsResponse>(request, EKSOperations.DescribeClusterVersions.Options, cancellationToken);

    public virtual Task<DescribeUpdateResponse> DescribeUpdateAsync(DescribeUpdateRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeUpdateResponse>(request, EKSOperations.DescribeUpdate.Options, cancellationToken);

    public virtual Task<ListUpdatesResponse> ListUpdatesAsync(ListUpdatesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListUpdatesResponse>(request, EKSOperations.ListUpdates.Options, cancellationToken);

    public virtual Task<CreateNodegroupResponse> CreateNodegroupAsync(CreateNodegroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateNodegroupResponse>(request, EKSOperations.CreateNodegroup.Options, cancellationToken);

    public virtual Task<DescribeNodegroupResponse> DescribeNodegroupAsync(DescribeNodegroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeNodegroupResponse>(request, EKSOperations.DescribeNodegroup.Options, cancellationToken);

    public virtual Task<DeleteNodegroupResponse> DeleteNodegroupAsync(DeleteNodegroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteNodegroupResponse>(request, EKSOperations.DeleteNodegroup.Options, cancellationToken);

    public virtual Task<ListNodegroupsResponse> ListNodegroupsAsync(ListNodegroupsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListNodegroupsResponse>(request, EKSOperations.ListNodegroups.Options, cancellationToken);

    public virtual Task<UpdateNodegroupConfigResponse> UpdateNodegroupConfigAsync(UpdateNodegroupConfigRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateNodegroupConfigResponse>(request, EKSOperations.UpdateNodegroupConfig.Options, cancellationToken);

    public virtual Task<UpdateNodegroupVersionResponse> UpdateNodegroupVersionAsync(UpdateNodegroupVersionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateNodegroupVersionResponse>(request, EKSOperations.UpdateNodegroupVersion.Options, cancellationToken);

    public virtual Task<CreateAccessEntryResponse> CreateAccessEntryAsync(CreateAccessEntryRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateAccessEntryResponse>(request, EKSOperations.CreateAccessEntry.Options, cancellationToken);

    public virtual Task<DescribeAccessEntryResponse> DescribeAccessEntryAsync(DescribeAccessEntryRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeAccessEntryResponse>(request, EKSOperations.DescribeAccessEntry.Options, cancellationToken);

    public virtual Task<UpdateAccessEntryResponse> UpdateAccessEntryAsync(UpdateAccessEntryRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateAccessEntryResponse>(request, EKSOperations.UpdateAccessEntry.Options, cancellationToken);

    public virtual Task<DeleteAccessEntryResponse> DeleteAccessEntryAsync(DeleteAccessEntryRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteAccessEntryResponse>(request, EKSOperations.DeleteAccessEntry.Options, cancellationToken);

    public virtual Task<ListAccessEntriesResponse> ListAccessEntriesAsync(ListAccessEntriesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListAccessEntriesResponse>(request, EKSOperations.ListAccessEntries.Options, cancellationToken);

    public virtual Task<AssociateAccessPolicyResponse> AssociateAccessPolicyAsync(AssociateAccessPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AssociateAccessPolicyResponse>(request, EKSOperations.AssociateAccessPolicy.Options, cancellationToken);

    public virtual Task<DisassociateAccessPolicyResponse> DisassociateAccessPolicyAsync(DisassociateAccessPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DisassociateAccessPolicyResponse>(request, EKSOperations.DisassociateAccessPolicy.Options, cancellationToken);

    public virtual Task<ListAssociatedAccessPoliciesResponse> ListAssociatedAccessPoliciesAsync(ListAssociatedAccessPoliciesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListAssociatedAccessPoliciesResponse>(request, EKSOperations.ListAssociatedAccessPolicies.Options, cancellationToken);

    public virtual Task<ListAccessPoliciesResponse> ListAccessPoliciesAsync(ListAccessPoliciesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListAccessPoliciesResponse>(request, EKSOperations.ListAccessPolicies.Options, cancellationToken);

    public virtual Task<CreateAddonResponse> CreateAddonAsync(CreateAddonRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateAddonResponse>(request, EKSOperations.CreateAddon.Options, cancellationToken);

    public virtual Task<DescribeAddonResponse> DescribeAddonAsync(DescribeAddonRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeAddonResponse>(request, EKSOperations.DescribeAddon.Options, cancellationToken);

    public virtual Task<UpdateAddonResponse> UpdateAddonAsync(UpdateAddonRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateAddonResponse>(request, EKSOperations.UpdateAddon.Options, cancellationToken);

    public virtual Task<DeleteAddonResponse> DeleteAddonAsync(DeleteAddonRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteAddonResponse>(request, EKSOperations.DeleteAddon.Options, cancellationToken);

    public virtual Task<ListAddonsResponse> ListAddonsAsync(ListAddonsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListAddonsResponse>(request, EKSOperations.ListAddons.Options, cancellationToken);

    public virtual Task<DescribeAddonVersionsResponse> DescribeAddonVersionsAsync(DescribeAddonVersionsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeAddonVersionsResponse>(request, EKSOperations.DescribeAddonVersions.Options, cancellationToken);

    public virtual Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<TagResourceResponse>(request, EKSOperations.TagResource.Options, cancellationToken);

    public virtual Task<UntagResourceResponse> UntagResourceAsync(UntagResourceRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UntagResourceResponse>(request, EKSOperations.UntagResource.Options, cancellationToken);

    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListTagsForResourceResponse>(request, EKSOperations.ListTagsForResource.Options, cancellationToken);

    public virtual Task<CreatePodIdentityAssociationResponse> CreatePodIdentityAssociationAsync(CreatePodIdentityAssociationRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreatePodIdentityAssociationResponse>(request, EKSOperations.CreatePodIdentityAssociation.Options, cancellationToken);

    public virtual Task<DescribePodIdentityAssociationResponse> DescribePodIdentityAssociationAsync(DescribePodIdentityAssociationRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribePodIdentityAssociationResponse>(request, EKSOperations.DescribePodIdentityAssociation.Options, cancellationToken);

    public virtual Task<ListPodIdentityAssociationsResponse> ListPodIdentityAssociationsAsync(ListPodIdentityAssociationsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListPodIdentityAssociationsResponse>(request, EKSOperations.ListPodIdentityAssociations.Options, cancellationToken);

    public virtual Task<UpdatePodIdentityAssociationResponse> UpdatePodIdentityAssociationAsync(UpdatePodIdentityAssociationRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdatePodIdentityAssociationResponse>(request, EKSOperations.UpdatePodIdentityAssociation.Options, cancellationToken);

    public virtual Task<DeletePodIdentityAssociationResponse> DeletePodIdentityAssociationAsync(DeletePodIdentityAssociationRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeletePodIdentityAssociationResponse>(request, EKSOperations.DeletePodIdentityAssociation.Options, cancellationToken);

    public virtual Task<DescribeAddonConfigurationResponse> DescribeAddonConfigurationAsync(DescribeAddonConfigurationRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeAddonConfigurationResponse>(request, EKSOperations.DescribeAddonConfiguration.Options, cancellationToken);

    public virtual Task<CreateFargateProfileResponse> CreateFargateProfileAsync(CreateFargateProfileRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateFargateProfileResponse>(request, EKSOperations.CreateFargateProfile.Options, cancellationToken);

    public virtual Task<DescribeFargateProfileResponse> DescribeFargateProfileAsync(DescribeFargateProfileRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeFargateProfileResponse>(request, EKSOperations.DescribeFargateProfile.Options, cancellationToken);

    public virtual Task<ListFargateProfilesResponse> ListFargateProfilesAsync(ListFargateProfilesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListFargateProfilesResponse>(request, EKSOperations.ListFargateProfiles.Options, cancellationToken);

    public virtual Task<DeleteFargateProfileResponse> DeleteFargateProfileAsync(DeleteFargateProfileRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteFargateProfileResponse>(request, EKSOperations.DeleteFargateProfile.Options, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<Amazon.Runtime.Internal.EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EksIngress.StandIns.Aws.EndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AuthSchemeHandler());
    }
}
