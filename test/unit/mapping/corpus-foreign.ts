/** The same in English (exports of address books and shops) and Spanish. The notation stands in corpus.ts. */
export const foreign: readonly string[] = `
name:name<person> ; number:phone_number<mobilePlus> ; email<email>
name:Name<person> ; number:Phone<mobilePlus> ; Email<email> ; Level<word> ; Birthday<isoDate> ; Sex<gender> ; City<city>
email<email> ; name:first_name<first> ; name2:last_name<last> ; company<company> ; number:phone<mobilePlus> ; birthday<isoDate>
name:First Name<first> ; name2:Last Name<last> ; number:Mobile Phone<mobilePlus> ; number2:Home Phone<landline> ; Business Phone<landline>
name:First Name<first> ; skip:Middle Name<blank> ; name2:Last Name<last> ; Organization Name<company> ; E-mail 1 - Value<email> ; Phone 1 - Label<word> ; number:Phone 1 - Value<mobilePlus> ; skip:Labels<blank>
Email Address<email> ; name:First Name<first> ; name2:Last Name<last> ; number:Phone Number<american> ; Expiry<isoDate> ; Notes<sentence>
id<id> ; name:full_name<foreigner> ; number:phone_number<american> ; platform<word> ; campaign_name<word> ; form_name<word> ; created_time<isoDate>
Record ID<longId> ; name:First Name<first> ; name2:Last Name<last> ; number:Phone Number<mobilePlus> ; Contact owner<seller> ; Lead Status<word>
name:Customer<foreigner> ; Order ID<id> ; number:Mobile<american> ; Total<decimal>
name:Customer Name<foreigner> ; number:WhatsApp Number<american> ; tags:Tags<labels>
Company<company> ; name:Contact<foreigner> ; Job title<word> ; number:Cell<american>
name:Full Name<foreigner> ; number:Cell Phone<american> ; number2:Work Phone<american> ; consent:Opt-in<yesNo>
name:Display Name<foreigner> ; number:Contact Number<american> ; tags:Labels<labels>
name:patient<foreigner> ; Appointment date<isoDate> ; number:telephone<american> ; Doctor<seller>
name:Member<foreigner> ; Member since<isoDate> ; number:Mobile number<american>
name:Nombre<foreigner> ; number:Celular<argentine> ; DNI<longId> ; Distrito<city>
name:NOMBRE<foreigner> ; number:TELEFONO<mexican> ; EMAIL<email> ; CATEGORIA<word> ; FAVORITO<yesNo>
name:Nombre<foreigner> ; number:Teléfono<mexican> ; Email<email> ; tags:Etiquetas<labels> ; Notas<sentence>
name:nombre<foreigner> ; number:teléfono<spanish> ; correo electrónico<email> ; nacimiento<date> ; tags:etiquetas<labels>
name:nombre<foreigner> ; number:whatsapp<argentine> ; email<email> ; fecha<isoDate> ; uso<word> ; precio_cotizado<decimal>
name:Nombre y apellidos<foreigner> ; number:Móvil<spanish> ; Código postal<house>
name:Nombre completo<foreigner> ; number:Número de celular<argentine> ; Ciudad<city>
name:Apellidos y nombre<foreigner> ; number:Tlf. móvil<spanish>
name:Cliente<foreigner> ; number:Tel. celular<mexican> ; Saldo<decimal> ; Fecha de vencimiento<date>
codigo<code> ; name:nombre<foreigner> ; number:telefono<spanish> ; email<email> ; nif<longId> ; direccion<street>
name:Alumno<foreigner> ; Curso<product> ; number:Celular<argentine> ; Cuota<decimal>
id<id> ; name:nombre<foreigner> ; number:telefono<argentine> ; ciudad<city> ; provincia<city> ; fecha<isoDate> ; presupuesto_total<decimal>
name:Primer nombre<first> ; name2:Apellido<last> ; number:Teléfono móvil<mexican>
name:Paciente<foreigner> ; number:Nº de móvil<spanish> ; Fecha de cita<date> ; Médico<seller>
name:Customer<foreigner> ; number:Mobile<american> ; department:Dept.<department> ; consent:Consent<yesNo> ; consentDate:Consent date<isoDate>
name:Nombres<first> ; name2:Apellidos<last> ; number:Cel.<mexican> ; number2:Tel.<sparseLandline>
name:Nombre<foreigner> ; number:Móvil<spanish> ; consent:Consentimiento<yesNo> ; consentDate:Fecha de consentimiento<date>
name:Given name<first> ; name2:Family name<last> ; number:Whatsap no.<american>
Column 1<word> ; name:Column 2<foreigner> ; number:Column 3<argentine>
`
  .split('\n')
  .filter((line) => line !== '');
