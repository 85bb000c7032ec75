// Passkeys: hide what this browser cannot do, and say so when the device refuses.
(() => {
  const able = window.PublicKeyCredential && window.isSecureContext
  document.addEventListener('DOMContentLoaded', () => {
    if (!able) for (const form of document.querySelectorAll('.needs-script')) form.hidden = true
  })
  document.addEventListener('allauth.error', event => {
    const place = document.getElementById('kunci-galat')
    if (place) { event.preventDefault(); place.textContent = place.dataset.gagal }
  })
})()
