using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using EksIngress.StandIns.Aws;

namespace Amazon.IdentityManagement;

public class AmazonIdentityManagementServiceClient : AmazonServiceClient, IAmazonIdentityManagementService
{
    public AmazonIdentityManagementServiceClient()
        : base(new AmazonIdentityManagementServiceConfig()) { }

    public AmazonIdentityManagementServiceClient(RegionEndpoint region)
        : base(new AmazonIdentityManagementServiceConfig { RegionEndpoint = region }) { }

    public AmazonIdentityManagementServiceClient(AmazonIdentityManagementServiceConfig config)
        : base(config) { }

    public AmazonIdentityManagementServiceClient(AWSCredentials credentials)
        : this(credentials, new AmazonIdentityManagementServiceConfig()) { }

    public AmazonIdentityManagementServiceClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonIdentityManagementServiceConfig { RegionEndpoint = region }) { }

    public AmazonIdentityManagementServiceClient(AWSCredentials credentials, AmazonIdentityManagementServiceConfig clientConfig)
        : base(credentials, clientConfig) { }

    public AmazonIdentityManagementServiceClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonIdentityManagementServiceConfig()) { }

    public AmazonIdentityManagementServiceClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonIdentityManagementServiceConfig { RegionEndpoint = region }) { }

    public AmazonIdentityManagementServiceClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonIdentityManagementServiceConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonIdentityManagementServiceClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonIdentityManagementServiceConfig()) { }

    public AmazonIdentityManagementServiceClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonIdentityManagementServiceConfig { RegionEndpoint = region }) { }

    public AmazonIdentityManagementServiceClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonIdentityManagementServiceConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata("IAM");

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    public virtual Task<CreateRoleResponse> CreateRoleAsync(CreateRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateRoleResponse>(request, IdentityManagementServiceOperations.CreateRole.Options, cancellationToken);

    public virtual Task<GetRoleResponse> GetRoleAsync(GetRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetRoleResponse>(request, IdentityManagementServiceOperations.GetRole.Options, cancellationToken);

    public virtual Task<DeleteRoleResponse> DeleteRoleAsync(DeleteRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteRoleResponse>(request, IdentityManagementServiceOperations.DeleteRole.Options, cancellationToken);

    public virtual Task<UpdateRoleResponse> UpdateRoleAsync(UpdateRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateRoleResponse>(request, IdentityManagementServiceOperations.UpdateRole.Options, cancellationToken);

    public virtual Task<UpdateRoleDescriptionResponse> UpdateRoleDescriptionAsync(UpdateRoleDescriptionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateRoleDescriptionResponse>(request, IdentityManagementServiceOperations.UpdateRoleDescription.Options, cancellationToken);

    public virtual Task<ListRolesResponse> ListRolesAsync(ListRolesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListRolesResponse>(request, IdentityManagementServiceOperations.ListRoles.Options, cancellationToken);

    public virtual Task<ListRolesResponse> ListRolesAsync(CancellationToken cancellationToken = default) =>
        ListRolesAsync(new ListRolesRequest(), cancellationToken);

    public virtual Task<UpdateAssumeRolePolicyResponse> UpdateAssumeRolePolicyAsync(UpdateAssumeRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateAssumeRolePolicyResponse>(request, IdentityManagementServiceOperations.UpdateAssumeRolePolicy.Options, cancellationToken);

    public virtual Task<PutRolePolicyResponse> PutRolePolicyAsync(PutRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<PutRolePolicyResponse>(request, IdentityManagementServiceOperations.PutRolePolicy.Options, cancellationToken);

    public virtual Task<GetRolePolicyResponse> GetRolePolicyAsync(GetRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetRolePolicyResponse>(request, IdentityManagementServiceOperations.GetRolePolicy.Options, cancellationToken);

    public virtual Task<DeleteRolePolicyResponse> DeleteRolePolicyAsync(DeleteRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteRolePolicyResponse>(request, IdentityManagementServiceOperations.DeleteRolePolicy.Options, cancellationToken);

    public virtual Task<ListRolePoliciesResponse> ListRolePoliciesAsync(ListRolePoliciesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListRolePoliciesResponse>(request, IdentityManagementServiceOperations.ListRolePolicies.Options, cancellationToken);

    public virtual Task<AttachRolePolicyResponse> AttachRolePolicyAsync(AttachRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AttachRolePolicyResponse>(request, IdentityManagementServiceOperations.AttachRolePolicy.Options, cancellationToken);

    public virtual Task<DetachRolePolicyResponse> DetachRolePolicyAsync(DetachRolePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DetachRolePolicyResponse>(request, IdentityManagementServiceOperations.DetachRolePolicy.Options, cancellationToken);

    public virtual Task<ListAttachedRolePoliciesResponse> ListAttachedRolePoliciesAsync(ListAttachedRolePoliciesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListAttachedRolePoliciesResponse>(request, IdentityManagementServiceOperations.ListAttachedRolePolicies.Options, cancellationToken);

    public virtual Task<TagRoleResponse> TagRoleAsync(TagRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<TagRoleResponse>(request, IdentityManagementServiceOperations.TagRole.Options, cancellationToken);

    public virtual Task<UntagRoleResponse> UntagRoleAsync(UntagRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UntagRoleResponse>(request, IdentityManagementServiceOperations.UntagRole.Options, cancellationToken);

    public virtual Task<ListRoleTagsResponse> ListRoleTagsAsync(ListRoleTagsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListRoleTagsResponse>(request, IdentityManagementServiceOperations.ListRoleTags.Options, cancellationToken);

    public virtual Task<CreateServiceLinkedRoleResponse> CreateServiceLinkedRoleAsync(CreateServiceLinkedRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateServiceLinkedRoleResponse>(request, IdentityManagementServiceOperations.CreateServiceLinkedRole.Options, cancellationToken);

    public virtual Task<ListInstanceProfilesForRoleResponse> ListInstanceProfilesForRoleAsync(ListInstanceProfilesForRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListInstanceProfilesForRoleResponse>(request, IdentityManagementServiceOperations.ListInstanceProfilesForRole.Options, cancellationToken);

    public virtual Task<CreatePolicyResponse> CreatePolicyAsync(CreatePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreatePolicyResponse>(request, IdentityManagementServiceOperations.CreatePolicy.Options, cancellationToken);

    public virtual Task<GetPolicyResponse> GetPolicyAsync(GetPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetPolicyResponse>(request, IdentityManagementServiceOperations.GetPolicy.Options, cancellationToken);

    public virtual Task<DeletePolicyResponse> DeletePolicyAsync(DeletePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeletePolicyResponse>(request, IdentityManagementServiceOperations.DeletePolicy.Options, cancellationToken);

    public virtual Task<ListPoliciesResponse> ListPoliciesAsync(ListPoliciesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListPoliciesResponse>(request, IdentityManagementServiceOperations.ListPolicies.Options, cancellationToken);

    public virtual Task<ListPoliciesResponse> ListPoliciesAsync(CancellationToken cancellationToken = default) =>
        ListPoliciesAsync(new ListPoliciesRequest(), cancellationToken);

    public virtual Task<CreatePolicyVersionResponse> CreatePolicyVersionAsync(CreatePolicyVersionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreatePolicyVersionResponse>(request, IdentityManagementServiceOperations.CreatePolicyVersion.Options, cancellationToken);

    public virtual Task<GetPolicyVersionResponse> GetPolicyVersionAsync(GetPolicyVersionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetPolicyVersionResponse>(request, IdentityManagementServiceOperations.GetPolicyVersion.Options, cancellationToken);

    public virtual Task<DeletePolicyVersionResponse> DeletePolicyVersionAsync(DeletePolicyVersionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeletePolicyVersionResponse>(request, IdentityManagementServiceOperations.DeletePolicyVersion.Options, cancellationToken);

    public virtual Task<ListPolicyVersionsResponse> ListPolicyVersionsAsync(ListPolicyVersionsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListPolicyVersionsResponse>(request, IdentityManagementServiceOperations.ListPolicyVersions.Options, cancellationToken);

    public virtual Task<SetDefaultPolicyVersionResponse> SetDefaultPolicyVersionAsync(SetDefaultPolicyVersionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SetDefaultPolicyVersionResponse>(request, IdentityManagementServiceOperations.SetDefaultPolicyVersion.Options, cancellationToken);

    public virtual Task<ListEntitiesForPolicyResponse> ListEntitiesForPolicyAsync(ListEntitiesForPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListEntitiesForPolicyResponse>(request, IdentityManagementServiceOperations.ListEntitiesForPolicy.Options, cancellationToken);

    public virtual Task<SimulateCustomPolicyResponse> SimulateCustomPolicyAsync(SimulateCustomPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SimulateCustomPolicyResponse>(request, IdentityManagementServiceOperations.SimulateCustomPolicy.Options, cancellationToken);

    public virtual Task<SimulatePrincipalPolicyResponse> SimulatePrincipalPolicyAsync(SimulatePrincipalPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SimulatePrincipalPolicyResponse>(request, IdentityManagementServiceOperations.SimulatePrincipalPolicy.Options, cancellationToken);

    public virtual Task<TagPolicyResponse> TagPolicyAsync(TagPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<TagPolicyResponse>(request, IdentityManagementServiceOperations.TagPolicy.Options, cancellationToken);

    public virtual Task<UntagPolicyResponse> UntagPolicyAsync(UntagPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UntagPolicyResponse>(request, IdentityManagementServiceOperations.UntagPolicy.Options, cancellationToken);

    public virtual Task<ListPolicyTagsResponse> ListPolicyTagsAsync(ListPolicyTagsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListPolicyTagsResponse>(request, IdentityManagementServiceOperations.ListPolicyTags.Options, cancellationToken);

    public virtual Task<CreateOpenIDConnectProviderResponse> CreateOpenIDConnectProviderAsync(CreateOpenIDConnectProviderRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateOpenIDConnectProviderResponse>(request, IdentityManagementServiceOperations.CreateOpenIDConnectProvider.Options, cancellationToken);

    public virtual Task<GetOpenIDConnectProviderResponse> GetOpenIDConnectProviderAsync(GetOpenIDConnectProviderRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetOpenIDConnectProviderResponse>(request, IdentityManagementServiceOperations.GetOpenIDConnectProvider.Options, cancellationToken);

    public virtual Task<ListOpenIDConnectProvidersResponse> ListOpenIDConnectProvidersAsync(ListOpenIDConnectProvidersRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListOpenIDConnectProvidersResponse>(request, IdentityManagementServiceOperations.ListOpenIDConnectProviders.Options, cancellationToken);

    public virtual Task<DeleteOpenIDConnectProviderResponse> DeleteOpenIDConnectProviderAsync(DeleteOpenIDConnectProviderRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteOpenIDConnectProviderResponse>(request, IdentityManagementServiceOperations.DeleteOpenIDConnectProvider.Options, cancellationToken);

    public virtual Task<AddClientIDToOpenIDConnectProviderResponse> AddClientIDToOpenIDConnectProviderAsync(AddClientIDToOpenIDConnectProviderRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AddClientIDToOpenIDConnectProviderResponse>(request, IdentityManagementServiceOperations.AddClientIDToOpenIDConnectProvider.Options, cancellationToken);

    public virtual Task<RemoveClientIDFromOpenIDConnectProviderResponse> RemoveClientIDFromOpenIDConnectProviderAsync(RemoveClientIDFromOpenIDConnectProviderRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RemoveClientIDFromOpenIDConnectProviderResponse>(request, IdentityManagementServiceOperations.RemoveClientIDFromOpenIDConnectProvider.Options, cancellationToken);

    public virtual Task<UpdateOpenIDConnectProviderThumbprintResponse> UpdateOpenIDConnectProviderThumbprintAsync(UpdateOpenIDConnectProviderThumbprintRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateOpenIDConnectProviderThumbprintResponse>(request, IdentityManagementServiceOperations.UpdateOpenIDConnectProviderThumbprint.Options, cancellationToken);

    public virtual Task<TagOpenIDConnectProviderResponse> TagOpenIDConnectProviderAsync(TagOpenIDConnectProviderRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<TagOpenIDConnectProviderResponse>(request, IdentityManagementServiceOperations.TagOpenIDConnectProvider.Options, cancellationToken);

    public virtual Task<UntagOpenIDConnectProviderResponse> UntagOpenIDConnectProviderAsync(UntagOpenIDConnectProviderRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UntagOpenIDConnectProviderResponse>(request, IdentityManagementServiceOperations.UntagOpenIDConnectProvider.Options, cancellationToken);

    public virtual Task<ListOpenIDConnectProviderTagsResponse> ListOpenIDConnectProviderTagsAsync(ListOpenIDConnectProviderTagsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListOpenIDConnectProviderTagsResponse>(request, IdentityManagementServiceOperations.ListOpenIDConnectProviderTags.Options, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<Amazon.Runtime.Internal.EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EksIngress.StandIns.Aws.EndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AuthSchemeHandler());
    }
}
