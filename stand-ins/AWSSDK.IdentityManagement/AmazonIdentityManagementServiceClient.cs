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

    public virtual Task<CreateGroupResponse> CreateGroupAsync(CreateGroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateGroupResponse>(request, IdentityManagementServiceOperations.CreateGroup.Options, cancellationToken);

    public virtual Task<GetGroupResponse> GetGroupAsync(GetGroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetGroupResponse>(request, IdentityManagementServiceOperations.GetGroup.Options, cancellationToken);

    public virtual Task<DeleteGroupResponse> DeleteGroupAsync(DeleteGroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteGroupResponse>(request, IdentityManagementServiceOperations.DeleteGroup.Options, cancellationToken);

    public virtual Task<UpdateGroupResponse> UpdateGroupAsync(UpdateGroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateGroupResponse>(request, IdentityManagementServiceOperations.UpdateGroup.Options, cancellationToken);

    public virtual Task<ListGroupsResponse> ListGroupsAsync(ListGroupsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListGroupsResponse>(request, IdentityManagementServiceOperations.ListGroups.Options, cancellationToken);

    public virtual Task<ListGroupsResponse> ListGroupsAsync(CancellationToken cancellationToken = default) =>
        ListGroupsAsync(new ListGroupsRequest(), cancellationToken);

    public virtual Task<AddUserToGroupResponse> AddUserToGroupAsync(AddUserToGroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AddUserToGroupResponse>(request, IdentityManagementServiceOperations.AddUserToGroup.Options, cancellationToken);

    public virtual Task<RemoveUserFromGroupResponse> RemoveUserFromGroupAsync(RemoveUserFromGroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RemoveUserFromGroupResponse>(request, IdentityManagementServiceOperations.RemoveUserFromGroup.Options, cancellationToken);

    public virtual Task<ListGroupsForUserResponse> ListGroupsForUserAsync(ListGroupsForUserRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListGroupsForUserResponse>(request, IdentityManagementServiceOperations.ListGroupsForUser.Options, cancellationToken);

    public virtual Task<AttachGroupPolicyResponse> AttachGroupPolicyAsync(AttachGroupPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AttachGroupPolicyResponse>(request, IdentityManagementServiceOperations.AttachGroupPolicy.Options, cancellationToken);

    public virtual Task<DetachGroupPolicyResponse> DetachGroupPolicyAsync(DetachGroupPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DetachGroupPolicyResponse>(request, IdentityManagementServiceOperations.DetachGroupPolicy.Options, cancellationToken);

    public virtual Task<ListAttachedGroupPoliciesResponse> ListAttachedGroupPoliciesAsync(ListAttachedGroupPoliciesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListAttachedGroupPoliciesResponse>(request, IdentityManagementServiceOperations.ListAttachedGroupPolicies.Options, cancellationToken);

    public virtual Task<PutGroupPolicyResponse> PutGroupPolicyAsync(PutGroupPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<PutGroupPolicyResponse>(request, IdentityManagementServiceOperations.PutGroupPolicy.Options, cancellationToken);

    public virtual Task<GetGroupPolicyResponse> GetGroupPolicyAsync(GetGroupPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetGroupPolicyResponse>(request, IdentityManagementServiceOperations.GetGroupPolicy.Options, cancellationToken);

    public virtual Task<DeleteGroupPolicyResponse> DeleteGroupPolicyAsync(DeleteGroupPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteGroupPolicyResponse>(request, IdentityManagementServiceOperations.DeleteGroupPolicy.Options, cancellationToken);

    public virtual Task<ListGroupPoliciesResponse> ListGroupPoliciesAsync(ListGroupPoliciesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListGroupPoliciesResponse>(request, IdentityManagementServiceOperations.ListGroupPolicies.Options, cancellationToken);

    public virtual Task<CreateUserResponse> CreateUserAsync(CreateUserRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateUserResponse>(request, IdentityManagementServiceOperations.CreateUser.Options, cancellationToken);

    public virtual Task<GetUserResponse> GetUserAsync(GetUserRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetUserResponse>(request, IdentityManagementServiceOperations.GetUser.Options, cancellationToken);

    public virtual Task<GetUserResponse> GetUserAsync(CancellationToken cancellationToken = default) =>
        GetUserAsync(new GetUserRequest(), cancellationToken);

    public virtual Task<DeleteUserResponse> DeleteUserAsync(DeleteUserRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteUserResponse>(request, IdentityManagementServiceOperations.DeleteUser.Options, cancellationToken);

    public virtual Task<UpdateUserResponse> UpdateUserAsync(UpdateUserRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateUserResponse>(request, IdentityManagementServiceOperations.UpdateUser.Options, cancellationToken);

    public virtual Task<ListUsersResponse> ListUsersAsync(ListUsersRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListUsersResponse>(request, IdentityManagementServiceOperations.ListUsers.Options, cancellationToken);

    public virtual Task<ListUsersResponse> ListUsersAsync(CancellationToken cancellationToken = default) =>
        ListUsersAsync(new ListUsersRequest(), cancellationToken);

    public virtual Task<TagUserResponse> TagUserAsync(TagUserRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<TagUserResponse>(request, IdentityManagementServiceOperations.TagUser.Options, cancellationToken);

    public virtual Task<UntagUserResponse> UntagUserAsync(UntagUserRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UntagUserResponse>(request, IdentityManagementServiceOperations.UntagUser.Options, cancellationToken);

    public virtual Task<ListUserTagsResponse> ListUserTagsAsync(ListUserTagsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListUserTagsResponse>(request, IdentityManagementServiceOperations.ListUserTags.Options, cancellationToken);

    public virtual Task<AttachUserPolicyResponse> AttachUserPolicyAsync(AttachUserPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AttachUserPolicyResponse>(request, IdentityManagementServiceOperations.AttachUserPolicy.Options, cancellationToken);

    public virtual Task<DetachUserPolicyResponse> DetachUserPolicyAsync(DetachUserPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DetachUserPolicyResponse>(request, IdentityManagementServiceOperations.DetachUserPolicy.Options, cancellationToken);

    public virtual Task<ListAttachedUserPoliciesResponse> ListAttachedUserPoliciesAsync(ListAttachedUserPoliciesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListAttachedUserPoliciesResponse>(request, IdentityManagementServiceOperations.ListAttachedUserPolicies.Options, cancellationToken);

    public virtual Task<PutUserPolicyResponse> PutUserPolicyAsync(PutUserPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<PutUserPolicyResponse>(request, IdentityManagementServiceOperations.PutUserPolicy.Options, cancellationToken);

    public virtual Task<GetUserPolicyResponse> GetUserPolicyAsync(GetUserPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetUserPolicyResponse>(request, IdentityManagementServiceOperations.GetUserPolicy.Options, cancellationToken);

    public virtual Task<DeleteUserPolicyResponse> DeleteUserPolicyAsync(DeleteUserPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteUserPolicyResponse>(request, IdentityManagementServiceOperations.DeleteUserPolicy.Options, cancellationToken);

    public virtual Task<ListUserPoliciesResponse> ListUserPoliciesAsync(ListUserPoliciesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListUserPoliciesResponse>(request, IdentityManagementServiceOperations.ListUserPolicies.Options, cancellationToken);

    public virtual Task<PutUserPermissionsBoundaryResponse> PutUserPermissionsBoundaryAsync(PutUserPermissionsBoundaryRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<PutUserPermissionsBoundaryResponse>(request, IdentityManagementServiceOperations.PutUserPermissionsBoundary.Options, cancellationToken);

    public virtual Task<DeleteUserPermissionsBoundaryResponse> DeleteUserPermissionsBoundaryAsync(DeleteUserPermissionsBoundaryRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteUserPermissionsBoundaryResponse>(request, IdentityManagementServiceOperations.DeleteUserPermissionsBoundary.Options, cancellationToken);

    public virtual Task<CreateAccessKeyResponse> CreateAccessKeyAsync(CreateAccessKeyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateAccessKeyResponse>(request, IdentityManagementServiceOperations.CreateAccessKey.Options, cancellationToken);

    public virtual Task<DeleteAccessKeyResponse> DeleteAccessKeyAsync(DeleteAccessKeyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteAccessKeyResponse>(request, IdentityManagementServiceOperations.DeleteAccessKey.Options, cancellationToken);

    public virtual Task<ListAccessKeysResponse> ListAccessKeysAsync(ListAccessKeysRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListAccessKeysResponse>(request, IdentityManagementServiceOperations.ListAccessKeys.Options, cancellationToken);

    public virtual Task<UpdateAccessKeyResponse> UpdateAccessKeyAsync(UpdateAccessKeyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateAccessKeyResponse>(request, IdentityManagementServiceOperations.UpdateAccessKey.Options, cancellationToken);

    public virtual Task<GetAccessKeyLastUsedResponse> GetAccessKeyLastUsedAsync(GetAccessKeyLastUsedRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetAccessKeyLastUsedResponse>(request, IdentityManagementServiceOperations.GetAccessKeyLastUsed.Options, cancellationToken);

    public virtual Task<CreateInstanceProfileResponse> CreateInstanceProfileAsync(CreateInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateInstanceProfileResponse>(request, IdentityManagementServiceOperations.CreateInstanceProfile.Options, cancellationToken);

    public virtual Task<GetInstanceProfileResponse> GetInstanceProfileAsync(GetInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetInstanceProfileResponse>(request, IdentityManagementServiceOperations.GetInstanceProfile.Options, cancellationToken);

    public virtual Task<DeleteInstanceProfileResponse> DeleteInstanceProfileAsync(DeleteInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteInstanceProfileResponse>(request, IdentityManagementServiceOperations.DeleteInstanceProfile.Options, cancellationToken);

    public virtual Task<ListInstanceProfilesResponse> ListInstanceProfilesAsync(ListInstanceProfilesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListInstanceProfilesResponse>(request, IdentityManagementServiceOperations.ListInstanceProfiles.Options, cancellationToken);

    public virtual Task<AddRoleToInstanceProfileResponse> AddRoleToInstanceProfileAsync(AddRoleToInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<AddRoleToInstanceProfileResponse>(request, IdentityManagementServiceOperations.AddRoleToInstanceProfile.Options, cancellationToken);

    public virtual Task<RemoveRoleFromInstanceProfileResponse> RemoveRoleFromInstanceProfileAsync(RemoveRoleFromInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RemoveRoleFromInstanceProfileResponse>(request, IdentityManagementServiceOperations.RemoveRoleFromInstanceProfile.Options, cancellationToken);

    public virtual Task<TagInstanceProfileResponse> TagInstanceProfileAsync(TagInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<TagInstanceProfileResponse>(request, IdentityManagementServiceOperations.TagInstanceProfile.Options, cancellationToken);

    public virtual Task<UntagInstanceProfileResponse> UntagInstanceProfileAsync(UntagInstanceProfileRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UntagInstanceProfileResponse>(request, IdentityManagementServiceOperations.UntagInstanceProfile.Options, cancellationToken);

    public virtual Task<ListInstanceProfileTagsResponse> ListInstanceProfileTagsAsync(ListInstanceProfileTagsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListInstanceProfileTagsResponse>(request, IdentityManagementServiceOperations.ListInstanceProfileTags.Options, cancellationToken);

    public virtual Task<PutRolePermissionsBoundaryResponse> PutRolePermissionsBoundaryAsync(PutRolePermissionsBoundaryRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<PutRolePermissionsBoundaryResponse>(request, IdentityManagementServiceOperations.PutRolePermissionsBoundary.Options, cancellationToken);

    public virtual Task<DeleteRolePermissionsBoundaryResponse> DeleteRolePermissionsBoundaryAsync(DeleteRolePermissionsBoundaryRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteRolePermissionsBoundaryResponse>(request, IdentityManagementServiceOperations.DeleteRolePermissionsBoundary.Options, cancellationToken);

    public virtual Task<DeleteServiceLinkedRoleResponse> DeleteServiceLinkedRoleAsync(DeleteServiceLinkedRoleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteServiceLinkedRoleResponse>(request, IdentityManagementServiceOperations.DeleteServiceLinkedRole.Options, cancellationToken);

    public virtual Task<GetServiceLinkedRoleDeletionStatusResponse> GetServiceLinkedRoleDeletionStatusAsync(GetServiceLinkedRoleDeletionStatusRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetServiceLinkedRoleDeletionStatusResponse>(request, IdentityManagementServiceOperations.GetServiceLinkedRoleDeletionStatus.Options, cancellationToken);

    public virtual Task<GetContextKeysForCustomPolicyResponse> GetContextKeysForCustomPolicyAsync(GetContextKeysForCustomPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetContextKeysForCustomPolicyResponse>(request, IdentityManagementServiceOperations.GetContextKeysForCustomPolicy.Options, cancellationToken);

    public virtual Task<GetContextKeysForPrincipalPolicyResponse> GetContextKeysForPrincipalPolicyAsync(GetContextKeysForPrincipalPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetContextKeysForPrincipalPolicyResponse>(request, IdentityManagementServiceOperations.GetContextKeysForPrincipalPolicy.Options, cancellationToken);

    public virtual Task<GetAccountSummaryResponse> GetAccountSummaryAsync(GetAccountSummaryRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetAccountSummaryResponse>(request, IdentityManagementServiceOperations.GetAccountSummary.Options, cancellationToken);

    public virtual Task<GetAccountSummaryResponse> GetAccountSummaryAsync(CancellationToken cancellationToken = default) =>
        GetAccountSummaryAsync(new GetAccountSummaryRequest(), cancellationToken);

    public virtual Task<GetAccountAuthorizationDetailsResponse> GetAccountAuthorizationDetailsAsync(GetAccountAuthorizationDetailsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetAccountAuthorizationDetailsResponse>(request, IdentityManagementServiceOperations.GetAccountAuthorizationDetails.Options, cancellationToken);

    public virtual Task<CreateAccountAliasResponse> CreateAccountAliasAsync(CreateAccountAliasRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateAccountAliasResponse>(request, IdentityManagementServiceOperations.CreateAccountAlias.Options, cancellationToken);

    public virtual Task<DeleteAccountAliasResponse> DeleteAccountAliasAsync(DeleteAccountAliasRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteAccountAliasResponse>(request, IdentityManagementServiceOperations.DeleteAccountAlias.Options, cancellationToken);

    public virtual Task<ListAccountAliasesResponse> ListAccountAliasesAsync(ListAccountAliasesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListAccountAliasesResponse>(request, IdentityManagementServiceOperations.ListAccountAliases.Options, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<Amazon.Runtime.Internal.EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EksIngress.StandIns.Aws.EndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AuthSchemeHandler());
    }
}
