using Amazon.EKS.Model;
using EksIngress.Model.Naming;
using EksIngress.Provisioner.Aws;

namespace EksIngress.Provisioner.Identity;

/// <summary>Reads the EKS Pod Identity associations of the cluster.</summary>
internal sealed class PodIdentityAssociations(EnvironmentContext context)
{
    private readonly string _cluster = ResourceNames.Cluster(context.Spec);

    public Task<List<PodIdentityAssociationSummary>> ListAsync(CancellationToken cancellationToken) => Paging.AllAsync<PodIdentityAssociationSummary>(async marker =>
    {
        var page = await context.Aws.Eks.ListPodIdentityAssociationsAsync(
            new ListPodIdentityAssociationsRequest { ClusterName = _cluster, NextToken = marker }, cancellationToken);
        return (page.Associations, page.NextToken);
    });

    public async Task<PodIdentityAssociation> DescribeAsync(string id, CancellationToken cancellationToken) =>
        (await context.Aws.Eks.DescribePodIdentityAssociationAsync(
            new DescribePodIdentityAssociationRequest { ClusterName = _cluster, AssociationId = id }, cancellationToken)).Association;
}
