using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class RenewalEligibility(string value) : ConstantClass(value)
{
    public static readonly RenewalEligibility ELIGIBLE = new("ELIGIBLE");
    public static readonly RenewalEligibility INELIGIBLE = new("INELIGIBLE");

    public static RenewalEligibility FindValue(string value) => FindValue<RenewalEligibility>(value);

    public static implicit operator RenewalEligibility(string value) => FindValue(value);
}
